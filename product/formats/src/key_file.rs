//! Key files (LIC-11, LIC-12): `XXXXXXXX.key` activates a product where no network is.
//!
//! A file is lines for people, the signed claims in one line, and in the next the certificate of the key that signed them,
//! by a root key. See `docs/formats/key-file.md`.

use crate::jws::{self, JwsError};
use crate::key_claims::KeyClaims;
use crate::keys::{KeyKind, Purpose, SigningKey};
use crate::sheet::{self, MAX_FILE, day, license_number};
use crate::trust::{Trust, TrustError, within_period};

/// The `typ` of the signed claims.
pub const KEY_FILE_TYPE: &str = "gatehouse-key+jwt";

/// Why a key file is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    /// Longer than any key file is.
    #[error("the file is too long for a key file")]
    TooLong,
    /// Not lines for people, one signed text and one certificate.
    #[error("this is not a key file")]
    NotAKeyFile,
    /// Who signed it, or what was signed, is not believed.
    #[error("the key file is refused: {0}")]
    Untrusted(#[from] TrustError),
    /// The claims are missing, too long or contradict each other; the name is that of the claim.
    #[error("the claim “{claim}” of the key file is wrong")]
    Claim {
        /// Which claim.
        claim: &'static str,
    },
    /// The issuing key may sign licenses of less worth only.
    #[error("the key {kid} may sign no key file of the kind {}", kind.word())]
    BeyondKey {
        /// The id of the issuing key.
        kid: String,
        /// What the file says it is.
        kind: KeyKind,
    },
    /// The lines for people are not those of the signed claims.
    #[error("the key file was changed")]
    Changed,
    /// For another product.
    #[error("the key file is for the product {found}")]
    WrongProduct {
        /// The product it is for.
        found: String,
    },
    /// For another device.
    #[error("the key file is for another device")]
    WrongDevice,
}

impl KeyClaims {
    /// The file's whole text. The same claims, key and certificate always give the same bytes, so a lost file is made
    /// again from them. What a product with these root keys would refuse is not signed.
    ///
    /// # Errors
    /// See [`KeyFileError`].
    pub fn sign(&self, key: &SigningKey, certificate: &str, trust: &Trust) -> Result<String, KeyFileError> {
        self.check_claims()?;
        let signed = jws::sign(key, KEY_FILE_TYPE, self).map_err(TrustError::NotSigned)?;
        let file = sheet::write(&self.head(), &[&signed, certificate]);
        Self::open(&file, trust)?;
        Ok(file)
    }

    /// Reads a key file and verifies who signed it; for which product, device and time is asked with
    /// [`check`](Self::check) and [`standing`](Self::standing). A file in which a single byte was changed is refused.
    ///
    /// # Errors
    /// See [`KeyFileError`]; the reasons are looked for in the order of its variants.
    pub fn open(file: &str, trust: &Trust) -> Result<Self, KeyFileError> {
        if file.len() > MAX_FILE {
            return Err(KeyFileError::TooLong);
        }
        let Some([signed, certificate]) =
            sheet::signed(file).as_deref().map(<[&str; 2]>::try_from).and_then(Result::ok)
        else {
            return Err(KeyFileError::NotAKeyFile);
        };
        let chain = [certificate.to_owned()];
        let kind = (jws::MAX_INPUT, KEY_FILE_TYPE, Purpose::KeyFile);
        let (claims, issuing): (Self, _) = trust.read(kind, signed, &chain).map_err(|error| match error {
            TrustError::NotSigned(JwsError::TooLong) => KeyFileError::TooLong,
            other => KeyFileError::Untrusted(other),
        })?;
        claims.check_claims()?;
        within_period(&issuing, claims.iat)?;
        if issuing.max_kind.is_some_and(|most| claims.lic.kind > most) {
            return Err(KeyFileError::BeyondKey { kid: issuing.public.kid().to_owned(), kind: claims.lic.kind });
        }
        if sheet::write(&claims.head(), &[signed, certificate]) != file {
            return Err(KeyFileError::Changed);
        }
        Ok(claims)
    }

    /// The lines for people: English, because a file has one text whoever reads it.
    fn head(&self) -> Vec<String> {
        let lic = &self.lic;
        let mut head = vec![
            format!("Key file {}", self.jti.file_name()),
            format!("Product: {} ({}), edition {}", lic.product, self.aud, lic.edition),
        ];
        head.extend(lic.holder.as_ref().map(|holder| format!("Licensee: {holder}")));
        head.push(format!("License: {}, {}", license_number(&self.sub), lic.kind.word()));
        head.push(format!("Serial number: {}", self.jti));
        head.push(format!("Seats: {}", lic.seats));
        head.push(match lic.until {
            Some(until) => format!("Term: {} to {} (UTC)", day(lic.from), day(until)),
            None => format!("Term: from {} (UTC), perpetual", day(lic.from)),
        });
        head.push(format!("This file: {} to {} (UTC)", day(self.nbf), day(self.exp)));
        head.extend(lic.order_ref.as_ref().map(|order| format!("Order: {order}")));
        if self.reserve {
            head.push("Reserve key: takes over when the key in use ends".to_owned());
        }
        head.extend(self.prev.map(|prev| format!("Replaces: {prev}")));
        if self.cnf.is_some() {
            head.push("For one device only".to_owned());
        }
        head.push("Keep this file as it is: a changed one is refused".to_owned());
        head
    }
}
