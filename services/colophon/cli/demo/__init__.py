"""The sample workshop's whole journey, played through the public REST API as any client would."""
