"""The demo: a small Discord on this machine, in which the real bot plays its main job without a token."""
