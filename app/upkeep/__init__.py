"""For the operator: is this machine fit for the service?"""
