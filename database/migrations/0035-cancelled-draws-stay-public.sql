-- R19: a draw that was cancelled stays where everybody saw it, with its reason; otherwise a list could be drawn until it pleases.
DROP POLICY published ON surveys;
CREATE POLICY published ON surveys FOR SELECT USING (app_setting('scope') = 'public' AND published);
