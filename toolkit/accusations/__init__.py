from __future__ import annotations
import pandas as pd
from toolkit.accusations.judge import code_statement
from toolkit.schema import CAMEO, FRAMES

def find_accusations(sentences, statements):
    issuers = dict(zip(statements["statement_id"], statements["issuer"]))
    has_voice = "voice" in sentences
    records=[]
    for sid, part in sentences.groupby("statement_id", sort=False):
        part = part.sort_values("sentence_index")
        rows = list(zip(part["sentence_index"], part["sentence"], part["voice"] if has_voice else [""]*len(part)))
        for idx, scene, found in code_statement(rows, issuers.get(sid)):
            for k,c in enumerate(found):
                records.append({"statement_id":sid,"sentence_index":idx,"accusation_index":k,**row(scene,c)})
    return pd.DataFrame(records, columns=list(FRAMES["accusations"].columns))

def row(scene,c):
    t=scene.tokens; agent=c.agent
    return {"start":t.start[c.first],"end":t.end[c.last-1],"accuser":scene.side.issuer,"accuser_text":None,
      "accused":agent.name if agent else None,"accused_text":t.span(agent.first,agent.last) if agent else None,
      "act":t.span(c.first,c.last),"type":c.type,"form":c.form,"assertion":"asserted","denial":False,"place":None,"when_text":None,
      "cameo":CAMEO[c.type],"cue":t.span(c.cue.first,c.cue.last),"entry":c.rule+":"+c.cue.row.get("entry",c.cue.row["term"])}
