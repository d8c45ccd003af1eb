"""Find the dates that an English paragraph tells, as EDTF.

``words``, ``periods``, ``tense``, ``background`` → ``rule`` → ``absolute`` → ``relative`` →
``finding``.
"""
