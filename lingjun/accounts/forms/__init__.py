"""Forms of sign-in, accounts and organizations. The rules stay in the actions: a form only collects."""
