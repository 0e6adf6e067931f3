"""Pages of sign-in, own account, inbox, accounts and organizations."""

from lingjun.accounts.views.sign_in import locked_out

__all__ = ["locked_out"]
