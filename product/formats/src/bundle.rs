//! What a customer gets (LIC-11): key files, the compatibility list that they are bound to, and a text to read first.

use crate::archive::{self, ArchiveError, Entry};
use crate::compatibility::{self, COMPATIBILITY_LIST};
use crate::key_claims::KeyClaims;
use crate::key_file::KeyFileError;
use crate::trust::Trust;

/// The name of the text to read first; it is in the customer's language, and nothing is bound to it.
pub const README: &str = "README.txt";

/// Why such an archive is not written, or not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The archive itself.
    #[error("{0}")]
    Archive(#[from] ArchiveError),
    /// A key file in it.
    #[error("{0}")]
    KeyFile(#[from] KeyFileError),
    /// No key file, a key file under another name than its serial number, or a file that does not belong there.
    #[error("the archive has no key file, or a file that does not belong there")]
    Content,
    /// The compatibility list is not the one that a key file is bound to.
    #[error("the compatibility list does not belong to the key files")]
    List,
}

/// What is in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The key files: what each says, and its text.
    pub key_files: Vec<(KeyClaims, String)>,
    /// `Compatibility_List.txt`.
    pub list: String,
    /// `README.txt`.
    pub readme: String,
}

/// The archive of these key files, whose claims must name the hash of this list.
///
/// # Errors
/// See [`BundleError`]: what [`read`] would refuse is not written.
pub fn write(key_files: &[String], list: &str, readme: &str, trust: &Trust) -> Result<Vec<u8>, BundleError> {
    let text = |name: &str, text: &str| Entry { name: name.to_owned(), content: text.as_bytes().to_vec() };
    let mut entries = vec![text(COMPATIBILITY_LIST, list), text(README, readme)];
    for file in key_files {
        let claims = KeyClaims::open(file, trust)?;
        entries.push(text(&claims.jti.file_name(), file));
    }
    let bytes = archive::write(&entries)?;
    read(&bytes, trust)?;
    Ok(bytes)
}

/// Reads an archive, verifies every key file in it, and that the list is the one they are bound to.
///
/// # Errors
/// See [`BundleError`].
pub fn read(bytes: &[u8], trust: &Trust) -> Result<Bundle, BundleError> {
    let mut bundle = Bundle { key_files: Vec::new(), list: String::new(), readme: String::new() };
    for Entry { name, content } in archive::read(bytes)? {
        let text = String::from_utf8(content).map_err(|_| BundleError::Content)?;
        match name.as_str() {
            COMPATIBILITY_LIST => bundle.list = text,
            README => bundle.readme = text,
            _ => {
                let claims = KeyClaims::open(&text, trust)?;
                if claims.jti.file_name() != name {
                    return Err(BundleError::Content);
                }
                bundle.key_files.push((claims, text));
            }
        }
    }
    if bundle.key_files.is_empty() {
        return Err(BundleError::Content);
    }
    let hash = compatibility::hash(&bundle.list);
    let is_bound = |claims: &KeyClaims| claims.compat_sha256.as_deref() == Some(hash.as_str());
    if bundle.key_files.iter().all(|(claims, _)| is_bound(claims)) { Ok(bundle) } else { Err(BundleError::List) }
}
