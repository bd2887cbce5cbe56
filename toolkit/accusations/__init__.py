"""Finding accusations: rules over lexicons, read in this order.

words (tokens and closed classes) -> instruments (lexicon terms and names) -> parties (who is named, on whose side) -> scene (one
sentence laid out) -> clauses (who does it) -> rules (what was found) -> judge (what counts) -> roles, denials -> find (the frame).
"""

from toolkit.accusations.find import find_accusations

__all__ = ["find_accusations"]
