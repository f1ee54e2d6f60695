"""Keeps `spec/webex_contact_center` what the published SDK declares: `make sdk`."""
