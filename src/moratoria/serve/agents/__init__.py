"""Answers for agents, over the Model Context Protocol: from stored questions and explanations, each with evidence."""
