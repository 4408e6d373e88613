"""What people see: the command line and the exports. Sees only ``api``, ``model``, ``settings`` and ``errors``."""
