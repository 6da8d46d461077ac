sunlitFound("text-0",[["willow/index.html","Willow Village","village","2026-04-30","village"],["willow/notices/index.html","Willow Village Notices","Notices","",""]]);
