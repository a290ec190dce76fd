//! What a mail server that nobody knows may bring: whoever can reach the port could else fill the storage with mails that are kept for 180 days. The
//! operator's own servers are not counted; they have limits of their own. What is refused is told to come again (451), so that none is lost.

use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_guard::Limit;
use gatehouse_guard::limit::{check, look};
use gatehouse_guard::network::Network;
use std::net::IpAddr;

/// Mails from one network: 100 at once, then one each 10 seconds.
pub const MAILS: Limit = Limit { action: "inbox.smtp_mails", burst: 100, seconds_each: 10 };
/// MiB of mails from one network: 300 at once, then one each 5 seconds.
pub const MEBIBYTES: Limit = Limit { action: "inbox.smtp_bytes", burst: 300, seconds_each: 5 };

fn from(cx: &Cx, peer: IpAddr) -> Cx {
    Cx { network: Some(Network::of(peer).narrow().to_owned()), ..cx.clone() }
}

/// Counts a mail; whether it may come.
pub fn admits(cx: &Cx, peer: IpAddr) -> Result<bool, Fault> {
    let cx = from(cx, peer);
    Ok(look(&cx, MEBIBYTES)?.is_ok() && check(&cx, MAILS)?.is_ok())
}

/// Counts the bytes of a mail that came: begun MiB, as far as there is room.
pub fn took(cx: &Cx, peer: IpAddr, bytes: usize) -> Result<(), Fault> {
    let cx = from(cx, peer);
    for _ in 0..bytes.div_ceil(1 << 20).max(1) {
        if check(&cx, MEBIBYTES)?.is_err() {
            break;
        }
    }
    Ok(())
}
