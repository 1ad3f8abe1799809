"""What `./run` shows: a sample mailbox and a mail catcher. Nothing leaves the machine."""
