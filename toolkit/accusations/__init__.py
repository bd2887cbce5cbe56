"""Finding accusations: rules over lexicons. The files, in the order in which a sentence meets them:

words (tokens and closed classes), instruments (lexicon terms and names in it), naming, sides and parties (who is named, and on whose
side), scene (the sentence laid out), readings, clauses and phrases (verb or noun, and who does it), verbs, nouns, intents, blame and
responsibility (the rules, gathered in rules), context, objections and judge (what counts, seen from what stands before), denials, roles (who accuses, where,
when), find (the frame).
"""

from toolkit.accusations.find import find_accusations

__all__ = ["find_accusations"]
