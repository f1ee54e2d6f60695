"""Keeps `spec/webex_contact_center` in line with the published SDK: `make sdk`."""
