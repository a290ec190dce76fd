//! How somebody proved who they are (`acr`, OpenID Connect Core §2).

use gatehouse_db::stored_words;
use serde::{Deserialize, Serialize};

/// The classes, the weaker first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Acr {
    /// By one thing: the password, a mailed link, or a service that somebody signs in with.
    #[serde(rename = "urn:gatehouse:acr:single")]
    Single,
    /// By a second factor besides, or a passkey.
    #[serde(rename = "urn:gatehouse:acr:two-step")]
    TwoStep,
}

stored_words!(Acr { Single = "urn:gatehouse:acr:single", TwoStep = "urn:gatehouse:acr:two-step" });
