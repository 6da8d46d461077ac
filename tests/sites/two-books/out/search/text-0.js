sunlitFound("text-0",[["xiaping/index.html","下坪村","村","2026-03-31","村"],["xiaping/notices/index.html","下坪村 事务公开","事务公开","",""]]);
