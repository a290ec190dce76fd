//! Drills: what is too heavy for the suite. Each is an ignored test, in a file of the drill's name, that `cargo xtask drill NAME` runs on the
//! real program, and ends with lines that say what held. A small form of each runs in the suite with the same code.

mod bodies;
mod chat;
mod clock;
#[cfg(target_os = "linux")]
mod disk;
mod flood48;
mod guessing;
mod import_killed;
#[cfg(target_os = "linux")]
mod io;
mod key_formats;
mod keys;
mod kill;
mod license_life;
mod mailed_links;
mod openid;
mod pepper;
#[cfg(target_os = "linux")]
mod postgres_tls;
mod proxies;
mod quota;
mod recovery_flood;
mod scim;
mod sign_in_killed;
mod silent;
mod two_nodes;
mod upload;
mod webhooks;
mod webhooks_killed;

/// One line of a drill's result, which `cargo xtask drill` gathers.
pub fn held(what: &str) {
    println!("held: {what}");
}
