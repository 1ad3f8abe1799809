"""The people of the direction: members, passwords, sessions."""
