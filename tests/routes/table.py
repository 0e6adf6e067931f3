"""Every address of the product, by app. An address missing here fails the test, and so does one that is gone."""

from __future__ import annotations

from typing import Final

from tests.routes.accounts import ACCOUNTS, ORGANIZATIONS
from tests.routes.activities import ACTIVITIES
from tests.routes.appraisal import APPRAISAL
from tests.routes.changes import CHANGES
from tests.routes.creation import CASES, CREATION
from tests.routes.dossier import DOSSIER
from tests.routes.floor import AUDIT, CORE, NOTICES
from tests.routes.guard import Route
from tests.routes.ledger import LEDGER
from tests.routes.overview import STUDIOS, WORKBENCH
from tests.routes.studio_file import STUDIO_FILE
from tests.routes.studio_import import STUDIO_IMPORT
from tests.routes.team import TEAM
from tests.routes.yearbook import YEARBOOK

ROUTES: Final[list[Route]] = [
    *CORE, *AUDIT, *ACCOUNTS, *ORGANIZATIONS, *NOTICES, *CASES, *CREATION, *APPRAISAL, *CHANGES, *STUDIOS, *DOSSIER,
    *WORKBENCH, *TEAM, *STUDIO_IMPORT, *STUDIO_FILE, *LEDGER, *ACTIVITIES, *YEARBOOK,
]  # fmt: skip

NO_ADDRESS: Final[frozenset[str]] = frozenset()
"""Names of the resolver that need no row, each with its reason. None today."""
