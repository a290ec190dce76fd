//! Copies of the demo content, which the first test of a run makes: that takes a debug build half a minute, and a copy a moment.

use crate::server::Place;
use gatehouse_testkit::postgres::{TestDatabase, fresh_database};
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Names the program that makes it: another build has other content.
fn stamp() -> String {
    let program = fs::metadata(env!("CARGO_BIN_EXE_gatehouse")).unwrap();
    let mut hasher = DefaultHasher::new();
    env!("CARGO_BIN_EXE_gatehouse").hash(&mut hasher);
    program.modified().unwrap().duration_since(UNIX_EPOCH).unwrap().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn kept(what: &str) -> PathBuf {
    std::env::temp_dir().join(format!("gatehouse-demo-{}-{what}", stamp()))
}

/// Copies files and folders with their modes.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    fs::set_permissions(to, fs::metadata(from).unwrap().permissions()).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy(&source, &target);
        } else {
            fs::copy(source, target).unwrap();
        }
    }
}

/// Loads the demo content and keeps its data folder as `kept`, which is never half there.
fn make(place: Place, kept: &Path) {
    // What it wants to send stays for whoever starts a server with it.
    let place = place.set("MAIL", "smtp://127.0.0.1:9");
    let loaded = place.run(&["demo"]);
    assert!(loaded.status.success(), "{}", String::from_utf8_lossy(&loaded.stderr));
    drop(fs::remove_dir_all(kept));
    let part = tempfile::tempdir_in(std::env::temp_dir()).unwrap();
    copy(&place.path().join("data"), &part.path().join("data"));
    fs::rename(part.path().join("data"), kept).unwrap();
}

/// Fills the place with demo content in the embedded database. `demo` and `serve --demo` find it loaded.
pub fn embedded(place: Place) -> Place {
    let kept = kept("embedded");
    let lock = File::create(kept.with_extension("lock")).unwrap();
    lock.lock().unwrap();
    if !kept.is_dir() {
        make(Place::new(), &kept);
    }
    copy(&kept, &place.path().join("data"));
    place
}

/// A database with demo content. Its keys: [`keys`].
pub async fn database() -> TestDatabase {
    let load = |url: String| async move {
        make(Place::new().set("DATABASE", &url), &keys_of(&url));
        Ok::<(), std::io::Error>(())
    };
    fresh_database(&format!("demo{}", stamp()), load).await.unwrap()
}

/// The data folder without the database, of this server: each has content and keys of its own.
fn keys_of(url: &str) -> PathBuf {
    let server = url.rsplit_once('/').unwrap().0;
    let mut hasher = DefaultHasher::new();
    server.hash(&mut hasher);
    kept(&format!("{:016x}", hasher.finish()))
}

/// Gives the place the keys of this copy, and its database.
pub fn keys(place: Place, database: &TestDatabase) -> Place {
    copy(&keys_of(database.url()), &place.path().join("data"));
    place
}
