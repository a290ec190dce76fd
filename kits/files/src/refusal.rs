//! Why a file is not taken.

use gatehouse_core::Refusal;

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum PutRefusal {
    /// It has more bytes than its purpose allows.
    #[refusal(413, "file.too_large", file_too_large(mebibytes(*most)))]
    TooLarge {
        /// The most bytes.
        most: u64,
    },
    /// It is of a kind that is not taken for this purpose.
    #[refusal(415, "file.wrong_kind", file_wrong_kind)]
    WrongKind,
    /// The sender went away before its end.
    #[refusal(400, "file.cut_off", file_cut_off, again)]
    CutOff,
    /// The owner has begun too many files without finishing them.
    #[refusal(429, "file.too_many_unfinished", file_too_many_unfinished, again)]
    TooManyUnfinished,
}

/// MiB, rounded up: what is allowed is never said to be less than it is.
const fn mebibytes(bytes: u64) -> u64 {
    bytes.div_ceil(1 << 20)
}
