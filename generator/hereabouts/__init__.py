"""Hereabouts: a place's community services, from records in git to a site and an Open Referral feed.

Data flows one way, and each module makes one thing::

    finding <- source <- profile -> records -> rules
                                       |
    schedules -> model -> directory <--+
                             |
              health, outputs -> build -> plugin, commands
"""

__version__ = "0.1.0"
