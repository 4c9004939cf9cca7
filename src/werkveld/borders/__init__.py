"""Where divisions do not coincide: the crosswalk for people, agreed holders of border streets, and counterparts."""
