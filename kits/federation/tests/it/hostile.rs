//! Addresses of providers that lead inside (G6): none of them is asked for its description.

use super::company;
use gatehouse_federation::{CompanyProvider, Federation, Issuer, Trouble};
use gatehouse_reach::{Policy, Reach, Unreachable};
use gatehouse_testkit::hostile::WRITTEN;
use gatehouse_testkit::{IdentityProvider, TestEngine, World};

/// COM-14, PRI-13
#[tokio::test]
async fn a_provider_that_stands_inside_is_not_asked() {
    let reach = Reach::new(Policy::default()).unwrap();
    let world = World::with(TestEngine::Sqlite, Vec::new(), |parts| parts.services.put(reach)).await;
    let at = IdentityProvider::start().await;
    for address in WRITTEN {
        // Most are no issuer at all; the others are refused before anybody is connected to.
        let Ok(issuer) = Issuer::read(address) else { continue };
        let provider = CompanyProvider { issuer, ..company(&at, 1) };
        let found = Federation::default().look_at(&world.cx(), &provider).await.map(drop);
        let refused = matches!(
            found,
            Err(Trouble::Away(
                Unreachable::Inside | Unreachable::NotEncrypted | Unreachable::Port(_) | Unreachable::NotAnAddress
            ))
        );
        assert!(refused, "{address}: {found:?}");
    }
}
