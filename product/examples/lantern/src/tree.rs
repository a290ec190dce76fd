//! The product itself: one hash for a folder.
//!
//! The hash of a folder is the SHA-256 of the lines `<hash of the file>  <path>\n` of all files in it, sorted by path,
//! with `/` between the parts. It depends on names and contents, and on nothing else. Links are not followed.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

/// A folder and what is in it.
pub struct Tree {
    pub hash: String,
    pub bytes: u64,
    pub files: Vec<HashedFile>,
}

/// One file of a folder.
pub struct HashedFile {
    pub path: String,
    pub hash: String,
}

/// Hashes every file of a folder.
pub fn hash(folder: &Path) -> Result<Tree, String> {
    let mut paths = Vec::new();
    collect(folder, &mut paths).map_err(|(path, error)| format!("{}: {error}", path.display()))?;
    let mut files = Vec::with_capacity(paths.len());
    let mut bytes = 0;
    for path in paths {
        let (hash, length) = hash_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        bytes += length;
        files.push(HashedFile { path: name(folder, &path), hash });
    }
    files.sort_by(|left, right| left.path.cmp(&right.path));
    let mut whole = Sha256::new();
    for file in &files {
        whole.update(format!("{}  {}\n", file.hash, file.path));
    }
    Ok(Tree { hash: hex::encode(whole.finalize()), bytes, files })
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), (PathBuf, std::io::Error)> {
    let failed = |error| (folder.to_owned(), error);
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() {
            collect(&entry.path(), paths)?;
        } else if kind.is_file() {
            paths.push(entry.path());
        }
    }
    Ok(())
}

fn hash_file(path: &Path) -> std::io::Result<(String, u64)> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut length = 0;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok((hex::encode(hash.finalize()), length)),
            count => {
                hash.update(&buffer[..count]);
                length += count as u64;
            }
        }
    }
}

fn name(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
