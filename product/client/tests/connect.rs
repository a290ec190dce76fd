//! Features that need the license to be in an account (LIC-33).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod portal;
mod stage;

use gatehouse_client::AccountNeed;
use stage::Stage;

/// LIC-33
#[test]
fn exactly_the_features_that_need_an_account_are_held_back_until_the_license_is_in_one() {
    let stage = Stage::new();
    {
        let mut world = stage.portal.world();
        world.features = vec!["manifest".to_owned(), "export".to_owned()];
        world.account = Some(AccountNeed { features: Some(vec!["export".to_owned()]), connected: false });
    }
    let client = stage.client();
    let license = client.activate(&stage.portal.code()).unwrap();
    assert!(license.has_feature("manifest") && !license.has_feature("export"));
    let first = client.status().unwrap().connect_first().unwrap();
    assert_eq!((first.features, first.address.ends_with("/licenses/add")), (vec!["export".to_owned()], true));

    stage.portal.world().account = Some(AccountNeed { features: None, connected: false });
    let license = client.renew().unwrap().license().clone();
    assert!(!license.has_feature("manifest") && !license.has_feature("export"), "all of them");

    stage.portal.world().account = Some(AccountNeed { features: None, connected: true });
    let license = client.renew().unwrap().license().clone();
    assert!(license.has_feature("manifest") && license.has_feature("export"));
    assert_eq!(license.connect_first(), None);
}
