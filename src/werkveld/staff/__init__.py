"""Who works where, kept up by those who know: team list, roster, administration, invitations, who is on now.

The tables are in `people`. The acts and pages stand here, above the audience and the journal, because they show
pages through a viewer and write a journal line, and `people` may know neither.
"""
