-- Answers to a box below are packages of their own (direction 'out'); nothing was ever kept beside the package they answer.
ALTER TABLE federation_packages DROP COLUMN answer;
