//! Authenticator apps: TOTP (RFC 6238) with SHA-1, six digits, steps of 30 seconds.

use gatehouse_core::{Fault, Moment, Random};
use totp_rs::{Builder, Totp};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// Bytes of a secret (RFC 4226 §4 recommends 160 bits).
const SECRET: usize = 20;

/// Seconds of a step.
pub const STEP: i64 = 30;

/// A secret shared with an authenticator app.
pub struct TotpSecret(Totp);

impl TotpSecret {
    /// A new one.
    pub fn random(random: &dyn Random) -> Result<Self, Fault> {
        let mut bytes = Zeroizing::new([0u8; SECRET]);
        random.fill(&mut bytes[..]);
        Self::from_bytes(&bytes[..])
    }

    /// From stored bytes; at least 128 bits.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Fault> {
        let totp = Builder::new().with_secret(bytes.to_vec()).with_skew(1).build();
        totp.map(Self).map_err(|_| Fault::new("an authenticator secret is too short"))
    }

    /// For sealing.
    pub fn bytes(&self) -> &[u8] {
        self.0.secret().as_bytes()
    }

    /// For typing into an app: base32 in groups of four.
    pub fn text(&self) -> String {
        let base32 = Zeroizing::new(self.0.secret().to_base32());
        let groups: Vec<&str> = base32.as_bytes().chunks(4).filter_map(|g| std::str::from_utf8(g).ok()).collect();
        groups.join(" ")
    }

    /// What the QR code says: an `otpauth:` address with the vendor's name and the person's address.
    pub fn address(&self, brand: &str, email: &str) -> Result<String, Fault> {
        let plain = |text: &str| text.replace(':', " ");
        let named = Builder::new()
            .with_secret(self.bytes().to_vec())
            .with_issuer(Some(plain(brand)))
            .with_account_name(plain(email))
            .build()
            .map_err(|_| Fault::new("an authenticator address could not be made"))?;
        named.to_url().map_err(|_| Fault::new("an authenticator address could not be made"))
    }

    /// The step that `code` belongs to, when it is the current one or a neighbor.
    pub fn step_of(&self, code: &str, now: Moment) -> Option<i64> {
        let seconds = u64::try_from(now.seconds()).ok()?;
        self.0.check(code, seconds).and_then(|step| i64::try_from(step).ok())
    }

    /// The code at a moment; for tests and the demo.
    pub fn code_at(&self, now: Moment) -> String {
        self.0.generate(u64::try_from(now.seconds()).unwrap_or(0)).to_string()
    }
}

/// What a person typed as a code.
#[cfg_attr(test, derive(Debug))]
#[derive(PartialEq, Eq)]
pub enum Typed {
    /// Six digits of an app.
    App(String),
    /// A recovery code in its stored form.
    Recovery(String),
    /// Neither.
    Neither,
}

/// Tells app codes and recovery codes apart; blanks, hyphens and wide digits do not matter.
pub fn read(typed: &str) -> Typed {
    if typed.len() > 100 {
        return Typed::Neither;
    }
    let plain: String = typed.nfkc().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if plain.len() == 6 && plain.bytes().all(|b| b.is_ascii_digit()) {
        return Typed::App(plain);
    }
    super::recovery_code::normalized(&plain).map_or(Typed::Neither, Typed::Recovery)
}

#[cfg(test)]
mod tests {
    use super::{TotpSecret, Typed, read};
    use gatehouse_core::Moment;

    /// RFC 6238 appendix B, cut to six digits. ALL-8
    #[test]
    fn codes_agree_with_the_standards_own_table() {
        let secret = TotpSecret::from_bytes(b"12345678901234567890").unwrap();
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            let now = Moment::from_seconds(seconds);
            assert_eq!(secret.code_at(now), code);
            assert_eq!(secret.step_of(code, now), Some(seconds / 30));
            assert_eq!(secret.step_of(code, now.plus(29_000_000)), Some(seconds / 30));
            assert_eq!(secret.step_of(code, now.plus(70_000_000)), None);
            assert_eq!(secret.step_of(code, now.plus(-70_000_000)), None);
        }
    }

    #[test]
    fn the_address_names_the_vendor_and_the_person() {
        let secret = TotpSecret::from_bytes(b"12345678901234567890").unwrap();
        assert_eq!(
            secret.address("Acme: Portal", "a@b.example").unwrap(),
            "otpauth://totp/Acme%20%20Portal:a%40b.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme%20%20Portal"
        );
        assert_eq!(secret.text(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }

    /// ALL-9
    #[test]
    fn whatever_is_typed_is_an_app_code_a_recovery_code_or_neither() {
        assert_eq!(read("123 456"), Typed::App("123456".into()));
        assert_eq!(read("１２３４５６"), Typed::App("123456".into()));
        assert_eq!(read("abcde-fgh10"), Typed::Recovery("ABCDEFGH10".into()));
        for neither in ["", "12345", "1234567", "+12345", "abcde-fghi!", &"1".repeat(5000)] {
            assert_eq!(read(neither), Typed::Neither, "{neither}");
        }
    }
}
