//! A file that a browser saves: never shown, and kept by no cache.

use crate::actions::key_files::fetch::Archive;
use axum::http::header;
use axum::response::IntoResponse as _;
use gatehouse_web::Done;

/// An archive of key files.
pub(super) fn archive(archive: Archive) -> Done {
    saved(&archive.name, "application/zip", archive.bytes)
}

/// A file of this name, which is plain ASCII without quotes.
pub(super) fn saved(name: &str, media: &'static str, bytes: Vec<u8>) -> Done {
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Done::from((headers, bytes).into_response()).secret()
}
