import unittest

from .numbering import next_number


class NumberingTest(unittest.TestCase):
    def test_numbers_grow(self):
        self.assertLess(next_number(), next_number())
