//! The server's side: what the worker says is judged like anything from outside.

use super::parser::{LogoFound, LogoParser, LogoRefused};
use super::{LOGO_HEIGHT, LOGO_WIDTH};
use crate::MOST_KEPT;
use crate::read::{content_name, is_png};
use gatehouse_core::Fault;
use gatehouse_guard::Asker;
use gatehouse_worker::{Unread, Workers};

/// A logo that was written anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The picture that stands still, a PNG.
    pub still: Vec<u8>,
    /// The picture that moves, a GIF.
    pub moving: Option<Vec<u8>>,
}

impl Logo {
    /// The name of the PNG, by its content.
    pub fn still_name(&self) -> String {
        content_name(&self.still, "png")
    }

    /// The name of the GIF, by its content.
    pub fn moving_name(&self) -> Option<String> {
        self.moving.as_deref().map(|moving| content_name(moving, "gif"))
    }
}

/// Reads a company's logo.
pub async fn read_logo(
    workers: &Workers,
    asker: &Asker,
    bytes: &[u8],
) -> Result<Result<Logo, Unread<LogoRefused>>, Fault> {
    let parsed = match workers.parse::<LogoParser>(asker, &(), bytes).await? {
        Ok(parsed) => parsed,
        Err(unread) => return Ok(Err(unread)),
    };
    Ok(judged(parsed.found, &parsed.bytes).ok_or(Unread::Broken))
}

fn judged(found: LogoFound, bytes: &[u8]) -> Option<Logo> {
    let LogoFound { width, height, .. } = found;
    let (still, moving) = bytes.split_at_checked(found.still)?;
    let is_in_size = width <= LOGO_WIDTH && height <= LOGO_HEIGHT;
    let is_in_bytes = still.len() <= MOST_KEPT && moving.len() <= MOST_KEPT && moving.len() == found.moving;
    if !is_in_size || !is_in_bytes || !is_png(width, height, still) {
        return None;
    }
    match moving {
        [] => Some(Logo { width, height, still: still.to_vec(), moving: None }),
        _ if is_gif(width, height, moving) => {
            Some(Logo { width, height, still: still.to_vec(), moving: Some(moving.to_vec()) })
        }
        _ => None,
    }
}

/// A GIF begins with its version and its size (GIF89a §17, §18).
fn is_gif(width: u32, height: u32, file: &[u8]) -> bool {
    let (Ok(width), Ok(height)) = (u16::try_from(width), u16::try_from(height)) else { return false };
    let size = [width.to_le_bytes(), height.to_le_bytes()].concat();
    file.starts_with(b"GIF89a") && file.get(6..10) == Some(size.as_slice())
}

#[cfg(test)]
mod tests {
    use super::{LogoFound, judged};

    #[test]
    fn what_is_not_as_the_worker_says_is_refused() {
        let still = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x01";
        let moving = b"GIF89a\x02\0\x01\0";
        let both = [still.as_slice(), moving].concat();
        let found = LogoFound { width: 2, height: 1, still: still.len(), moving: moving.len() };
        let logo = judged(found, &both).unwrap();
        assert_eq!((logo.still.as_slice(), logo.moving.as_deref()), (still.as_slice(), Some(moving.as_slice())));
        assert!(logo.still_name().ends_with(".png") && logo.moving_name().unwrap().ends_with(".gif"));
        assert!(judged(LogoFound { moving: 0, ..found }, still).unwrap().moving.is_none());
        for lie in [
            LogoFound { width: 3, ..found },
            LogoFound { height: 65, ..found },
            LogoFound { still: still.len() - 1, ..found },
            LogoFound { still: usize::MAX, ..found },
            LogoFound { moving: moving.len() + 1, ..found },
            LogoFound { moving: 0, ..found },
        ] {
            assert!(judged(lie, &both).is_none(), "{lie:?}");
        }
        let script = [still.as_slice(), b"<script>al"].concat();
        assert!(judged(found, &script).is_none());
    }
}
