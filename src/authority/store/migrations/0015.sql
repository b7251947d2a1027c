-- A device on which its person was never verified since log ins expire: 0010 wrote there when the device was made, and no device is to
-- be thrown out by an upgrade. 0: its time begins when the authority next starts (store/devices.h).
UPDATE devices SET verified_at = 0 WHERE verified_at = created_at;

-- That the PIN was right for a challenge of the identity desk: whichever process is brought the evidence uses it up.
CREATE TABLE pin_confirmations (
  device_id TEXT NOT NULL REFERENCES devices (id),
  challenge_id TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (device_id, challenge_id)
);

-- When a newer code for the same person and purpose took the place of this one.
ALTER TABLE staff_codes ADD COLUMN voided_at BIGINT;
