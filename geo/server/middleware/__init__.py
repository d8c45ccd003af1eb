"""What every request and WebSocket passes through, Streamlit's own too.

``connections``, ``headers``, ``guard`` → ``prefix`` → ``early``.
"""
