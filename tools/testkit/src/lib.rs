//! What the tests of every crate build their world with. Never a dependency of the program.
//!
//! A test is written once and runs on both engines:
//!
//! ```ignore
//! both_engines! {
//!     /// LIC-10
//!     async fn the_last_seat_goes_to_exactly_one_of_two_devices(world: World) { … }
//! }
//! ```
//!
//! where the calling file has `async fn world(engine: TestEngine) -> World { World::new(engine, modules()).await }`.
//! The clock stands still until the test moves it ([`World::clock`]); mails are read with [`World::mails`];
//! a [`Browser`] keeps cookies and follows nothing by itself; [`TestStaff`] signs staff and programs in without the module of staff.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test's world fails loudly")]

pub mod authenticator;
pub mod browser;
pub mod crawl;
pub mod hostile;
pub mod html;
pub mod identity_provider;
pub mod name_server;
pub mod postgres;
pub mod staff;
pub mod world;

pub use authenticator::Authenticator;
pub use browser::{Answer, Browser, Download};
pub use crawl::Crawl;
pub use identity_provider::IdentityProvider;
pub use name_server::{NameServer, Says};
pub use staff::{TestStaff, program, staff};
pub use world::{ReadMail, TestEngine, World};

/// The folder of the package whose tests run. Asked when they run: with one target folder for two checkouts, what was there at compile
/// time may be the other one.
#[must_use]
pub fn package() -> std::path::PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo runs the tests, and says of which package").into()
}

/// The folder of the checkout whose tests run.
#[must_use]
pub fn checkout() -> std::path::PathBuf {
    let is_root = |folder: &&std::path::Path| {
        std::fs::read_to_string(folder.join("Cargo.toml"))
            .is_ok_and(|manifest| manifest.lines().any(|line| line.trim() == "[workspace]"))
    };
    package().ancestors().find(is_root).expect("the package is in a workspace").to_owned()
}

/// The folders of the crates, floor by floor. Examples of products are none.
#[must_use]
pub fn crates() -> Vec<std::path::PathBuf> {
    let floors = ["ground", "kits", "modules", "program", "product", "tools"].map(|floor| checkout().join(floor));
    let mut all: Vec<_> = floors
        .iter()
        .flat_map(|floor| std::fs::read_dir(floor).expect("a floor is a folder"))
        .map(|entry| entry.expect("a floor can be read").path())
        .filter(|folder| folder.join("Cargo.toml").is_file())
        .collect();
    all.sort();
    all
}

/// Makes of each `async fn name(world: World) { … }` one test per engine, named `name::sqlite` and `name::postgres`.
/// The calling module needs `async fn world(engine: TestEngine) -> World` in scope as `super::world` or `crate::world`.
#[macro_export]
#[allow(clippy::crate_in_macro_def, reason = "the world is the calling crate's own")]
macro_rules! both_engines {
    ($($(#[doc = $doc:literal])* async fn $name:ident($world:ident : World) $body:block)*) => {
        $(
            $(#[doc = $doc])*
            mod $name {
                #[allow(unused_imports, reason = "the body may use anything of the file")]
                use super::*;

                async fn body($world: $crate::World) $body

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn sqlite() {
                    body(crate::world($crate::TestEngine::Sqlite).await).await;
                }

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn postgres() {
                    body(crate::world($crate::TestEngine::Postgres).await).await;
                }
            }
        )*
    };
}
