//! What can go wrong with key files and the files around them, for [`Error::Key`](crate::Error::Key).

use gatehouse_formats::{BundleError, ByHandError, KeyFileError, Serial, StatusError, TrustError};

/// Why a key file, status list or answer is refused, or the product may not run on the file it has. Moments are unix
/// seconds.
///
/// | variant | [`code`](Self::code) | [final](Self::is_final) | what helps |
/// | --- | --- | --- | --- |
/// | [`File`](Self::File) | `key_file.untrusted`, `.changed`, `.wrong_product`, `.wrong_device` | yes | the right file, as it was made |
/// | [`Archive`](Self::Archive), [`NotInArchive`](Self::NotInArchive) | `key_archive.untrusted`, `.wrong_product` | yes | the right archive, as it was made |
/// | [`NotYet`](Self::NotYet) | `key_file.not_yet_valid` | no | that moment; a right clock |
/// | [`Ended`](Self::Ended) | `key_file.expired` | yes | a renewal, and its key file |
/// | [`Revoked`](Self::Revoked) | `key_file.revoked` | yes | the vendor |
/// | [`Suspended`](Self::Suspended) | `key_file.suspended` | no | the vendor; a newer status list |
/// | [`Replaced`](Self::Replaced) | `key_file.replaced` | yes | the newer key file |
/// | [`GivenUp`](Self::GivenUp) | `key_file.given_up` | yes | a new key file |
/// | [`TrialOverLicense`](Self::TrialOverLicense) | `key_file.trial` | yes | nothing was changed |
/// | [`NoReserve`](Self::NoReserve) | `key_file.no_reserve` | yes | a license instead of the trial |
/// | [`List`](Self::List) | `status_list.untrusted` | yes | the right file |
/// | [`OtherList`](Self::OtherList) | `status_list.other` | yes | the list that the key file names |
/// | [`OldList`](Self::OldList) | `status_list.old` | yes | nothing was changed |
/// | [`Answer`](Self::Answer) | `answer.untrusted` | yes | the right file |
/// | [`OtherAnswer`](Self::OtherAnswer) | `answer.other` | yes | the answer to the last request, or a new request |
/// | [`LateAnswer`](Self::LateAnswer) | `answer.late` | yes | a new request |
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyTrouble {
    /// The key file is not believed, or is for another product or device.
    #[error("{0}")]
    File(#[from] KeyFileError),
    /// The archive is not one of key files, or was changed.
    #[error("{0}")]
    Archive(BundleError),
    /// The archive has no key file for this product.
    #[error("the archive has no key file for this product")]
    NotInArchive,
    /// The term has not begun.
    #[error("the key file is not valid yet")]
    NotYet {
        /// First second of it.
        from: i64,
    },
    /// The term and its grace are over, and there is no reserve key.
    #[error("the license of the key file has ended")]
    Ended {
        /// First second after it.
        at: i64,
    },
    /// A status list says that the file is no longer valid.
    #[error("the vendor has revoked the key file")]
    Revoked {
        /// When the list was signed that said so first.
        listed: i64,
    },
    /// A status list says that the file is not valid for now.
    #[error("the vendor has suspended the key file")]
    Suspended {
        /// When the list was signed that said so first.
        listed: i64,
    },
    /// A newer key file has taken the place of this one.
    #[error("the key file {serial} was replaced by a newer one")]
    Replaced {
        /// This one.
        serial: Serial,
    },
    /// This device has given the file up.
    #[error("the key file {serial} was given up on this device")]
    GivenUp {
        /// This one.
        serial: Serial,
    },
    /// A trial does not take the place of a license.
    #[error("a key file of a trial does not replace that of a license")]
    TrialOverLicense,
    /// A reserve key waits behind a license, not behind a trial.
    #[error("a reserve key needs a license in use, not a trial")]
    NoReserve,
    /// The status list is not believed, or is for another product.
    #[error("{0}")]
    List(#[from] StatusError),
    /// The status list does not speak of the key file in use.
    #[error("the status list does not speak of the key file on this device")]
    OtherList,
    /// A newer list was taken before.
    #[error("the status list has the number {found}, and number {taken} was taken before")]
    OldList {
        /// The number of the list that was given.
        found: i64,
        /// The number of the newer one.
        taken: i64,
    },
    /// The answer is not believed, or is for another product.
    #[error("{0}")]
    Answer(#[from] ByHandError),
    /// The answer is to another request than the last one made here.
    #[error("this is not the answer to the last request of this device")]
    OtherAnswer,
    /// The answer comes so long after the request that it no longer tells what time it is.
    #[error("the answer is to a request that was made too long ago")]
    LateAnswer,
}

impl KeyTrouble {
    /// A stable name for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::File(KeyFileError::WrongProduct { .. }) => "key_file.wrong_product",
            Self::File(KeyFileError::WrongDevice) => "key_file.wrong_device",
            Self::File(KeyFileError::Changed | KeyFileError::Untrusted(TrustError::Signature)) => "key_file.changed",
            Self::File(_) => "key_file.untrusted",
            Self::Archive(_) => "key_archive.untrusted",
            Self::NotInArchive => "key_archive.wrong_product",
            Self::NotYet { .. } => "key_file.not_yet_valid",
            Self::Ended { .. } => "key_file.expired",
            Self::Revoked { .. } => "key_file.revoked",
            Self::Suspended { .. } => "key_file.suspended",
            Self::Replaced { .. } => "key_file.replaced",
            Self::GivenUp { .. } => "key_file.given_up",
            Self::TrialOverLicense => "key_file.trial",
            Self::NoReserve => "key_file.no_reserve",
            Self::List(_) => "status_list.untrusted",
            Self::OtherList => "status_list.other",
            Self::OldList { .. } => "status_list.old",
            Self::Answer(_) => "answer.untrusted",
            Self::OtherAnswer => "answer.other",
            Self::LateAnswer => "answer.late",
        }
    }

    /// Whether trying the same again cannot help.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        !matches!(self, Self::NotYet { .. } | Self::Suspended { .. })
    }
}
