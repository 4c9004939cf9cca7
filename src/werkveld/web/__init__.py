"""The shell: home, frame, sign-in, account, language and theme, style guide."""
