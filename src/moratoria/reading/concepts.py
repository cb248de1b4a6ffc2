"""The concepts behind the words a reading uses for technologies and audiences; a word without one is not here."""

from __future__ import annotations

TECHNOLOGIES = {
    "facial recognition": "facial-recognition", "generative AI": "generative-ai", "AI chips": "ai-chip",
    "frontier AI": "frontier-ai", "autonomous weapons": "autonomous-weapon",
    "emotion recognition": "emotion-recognition", "social scoring": "social-scoring",
    "predictive policing": "predictive-policing", "autonomous vehicles": "autonomous-vehicle",
    "hiring algorithms": "hiring-algorithm", "deepfakes": "deepfake", "voice cloning": "voice-cloning",
    "AI training": "ai-training", "surveillance": "surveillance-technology",
    "license plate readers": "license-plate-reader", "algorithmic pricing": "algorithmic-pricing", "drones": "drone",
    "police robots": "police-robot", "gunshot detection": "gunshot-detection", "high-risk AI": "high-risk-ai",
    "automated decision-making": "automated-decision-making", "AI therapy": "therapy-chatbot",
    "AI agents": "ai-system", "artificial intelligence": "ai-system",
}  # fmt: skip

AUDIENCES = {
    "police": "police", "schools": "school", "students": "student", "military": "military",
    "defense contractors": "government-contractor", "government agencies": "government-agency",
    "private businesses": "private-business", "Chinese companies": "chinese-entity", "AI developers": "ai-developer",
    "employers": "employer", "employees": "employee", "minors": "minor", "lawyers": "lawyer",
    "journalists": "journalist", "authors": "author", "insurers": "insurer",
    "political campaigns": "political-campaign",
}  # fmt: skip
