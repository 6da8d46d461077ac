sunlitFound("text-0",[["donggou/index.html","东沟村","村","2026-03-31","村"],["donggou/notices/index.html","东沟村 事务公开","事务公开","",""]]);
