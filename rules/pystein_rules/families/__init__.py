"""The rules: a module a subject, a class a rule. What is defined here is found by ``registry``."""
