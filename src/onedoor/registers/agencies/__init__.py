"""Agencies: the divisions of the land, the bodies that act in them, their posts and who holds them.

What stands here comes from the packs (`agency.yaml`, `divisions.yaml`), except appointments, which
are acts. This room never says what a post may do: the routes of the services do.
Words: division (行政区划), agency, function (what ties the same body of different places together),
post (`agency/slug`), appointment.
"""
