"""Mail-in: what comes to the school's mailbox becomes submissions, documents and turns of conversations."""
