//! How many devices run offline on key files of one license, whatever they say that they forgot (LIC-13, LIC-14, LIC-32).

use crate::key_files::{ADA, held, load, make, trust};
use crate::shop::{Sold, activate, asking, device, stored, text};
use axum::http::{Method, StatusCode};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, DAY, MINUTE, Refusal as _, Role, Stop};
use gatehouse_db::sea_orm::EntityTrait;
use gatehouse_formats::{DeviceAnswer, DeviceFingerprint, DeviceKey, DeviceRequest, KeyClaims, Receipt, SigningKey};
use gatehouse_licenses::actions::deactivate_device::deactivate_device;
use gatehouse_licenses::actions::key_files::IssuedKeyFile;
use gatehouse_licenses::actions::key_files::answer::{Proof, answer_request};
use gatehouse_licenses::actions::key_files::give_back::give_back;
use gatehouse_licenses::actions::reissue::{Reissue, reissue};
use gatehouse_licenses::model::behalf::Behalf;
use gatehouse_licenses::tables::key_file;
use gatehouse_testkit::{Answer, World, both_engines};
use serde_json::json;

/// A visitor of no network, so that nothing but the license limits him.
fn visitor(world: &World) -> Cx {
    Cx { network: None, ..world.cx_as(Actor::Visitor) }
}

/// A device asks by a file and a code; its key file, or the code of the refusal.
async fn ask(world: &World, sold: &Sold, n: u8) -> Result<KeyClaims, &'static str> {
    let key = SigningKey::from_seed(&[n; 32]);
    let request = DeviceRequest {
        aud: "lantern".into(),
        iat: 1,
        nonce: format!("{n:032x}"),
        jwk: DeviceKey::new(key.public()),
        fingerprint: DeviceFingerprint::parse(&device(u32::from(n), 0)).unwrap(),
        name: None,
        platform: None,
        application: None,
        version: None,
        serial: None,
    };
    let code = sold.code.clone().into();
    match Box::pin(answer_request(&visitor(world), &request.sign(&key).unwrap(), Proof::Code(&code))).await {
        Ok(answered) => {
            let file = DeviceAnswer::open(&answered.text, &trust()).unwrap().key_file.unwrap();
            Ok(KeyClaims::open(&file, &trust()).unwrap())
        }
        Err(Stop::Refused(refusal)) => Err(refusal.code()),
        Err(stop) => panic!("{stop:?}"),
    }
}

/// It says that it forgot the file.
async fn returns(world: &World, sold: &Sold, n: u8, claims: &KeyClaims) {
    let key = SigningKey::from_seed(&[n; 32]);
    let receipt = Receipt {
        aud: "lantern".into(),
        sub: sold.number.clone(),
        jti: claims.jti,
        iat: 1,
        nonce: "0".repeat(32),
        jwk: DeviceKey::new(key.public()),
    };
    assert!(give_back(&visitor(world), &receipt.sign(&key).unwrap()).await.unwrap());
}

/// What the status list says of a file, after the jobs ran.
async fn status(world: &World, file: &IssuedKeyFile) -> i64 {
    world.advance(2 * MINUTE);
    world.run_jobs().await;
    let row = key_file::Entity::find_by_id(file.row.id).one(world.cx().read()).await.unwrap();
    row.unwrap().status
}

/// A device asks online.
async fn online(world: &World, sold: &Sold, n: u32) -> Answer {
    world.browser().json(Method::POST, "/api/v1/key-files", &asking(&sold.code, &device(n, 0))).await
}

async fn free(world: &World, seat: &Answer) {
    let path = format!("/api/v1/activations/{}/deactivate", text(seat, "activation"));
    let body = json!({ "renew_token": text(seat, "renew_token") });
    world.browser().json(Method::POST, &path, &body).await.expect(StatusCode::NO_CONTENT);
}

both_engines! {
    /// LIC-11, LIC-18, LIC-21
    async fn a_file_of_an_old_code_has_the_grace_when_the_transition_ends_though_nothing_else_happens(world: World) {
        let sold = held(&world, 3).await;
        let (old, kept) = (make(&world, &sold, 1).await, make(&world, &sold, 2).await);
        let input = Reissue {
            license: sold.license,
            devices: "keep".into(),
            transition_days: "7".into(),
            ..Reissue::default()
        };
        world.advance(MINUTE);
        reissue(&world.cx_staff(&[Role::Licensing]), &input).await.unwrap();
        assert_eq!((status(&world, &old).await, status(&world, &kept).await), (0, 0));
        world.advance(DAY);
        let again = make(&world, &sold, 2).await;
        assert!(again.is_new, "from the new code");
        for _ in 0..7 {
            world.advance(DAY);
            world.run_jobs().await;
        }
        assert_eq!((status(&world, &old).await, status(&world, &again).await), (3, 0));
    }

    /// LIC-13, LIC-32
    async fn devices_that_sign_receipts_and_keep_their_files_are_no_more_than_seats_and_allowance(world: World) {
        let sold = held(&world, 1).await;
        let mut files = 0;
        for n in 1..=12 {
            match Box::pin(ask(&world, &sold, n)).await {
                Ok(claims) => {
                    files += 1;
                    returns(&world, &sold, n, &claims).await;
                }
                Err(code) => assert_eq!(code, "license.transfer_limit", "device {n}"),
            }
        }
        assert_eq!(files, 3, "one seat, and an allowance of two");
        // The files run on, and so does the count.
        world.advance(200 * DAY);
        load(&world).await;
        assert_eq!(Box::pin(ask(&world, &sold, 13)).await.unwrap_err(), "license.transfer_limit");
        // A device that had one is no further device.
        assert!(Box::pin(ask(&world, &sold, 1)).await.is_ok());
    }

    /// LIC-13
    async fn a_device_that_deactivates_online_and_keeps_its_file_counts_to_the_files_end(world: World) {
        let sold = held(&world, 1).await;
        for n in 1..=3 {
            online(&world, &sold, n).await.expect(StatusCode::CREATED);
            let seat = activate(&world, &sold.code, &device(n, 0)).await.expect(StatusCode::OK);
            free(&world, &seat).await;
        }
        for days in [0, 31, 100] {
            world.advance(days * DAY);
            load(&world).await;
            assert_eq!(online(&world, &sold, 4).await.code(), "license.transfer_limit", "after {days} days more");
        }
        assert_eq!(stored(&world, &sold).await.transfers, 3);
    }

    /// LIC-13
    async fn a_device_that_comes_back_without_its_file_still_counts_to_its_end(world: World) {
        let sold = held(&world, 1).await;
        online(&world, &sold, 1).await.expect(StatusCode::CREATED);
        let seat = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::OK);
        free(&world, &seat).await;
        // Back in a seat of its own, with a lease alone, and freed once more: by itself, then by the account.
        let seat = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        free(&world, &seat).await;
        let seat = activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CREATED);
        world.advance(2 * DAY);
        let id = text(&seat, "activation").parse().unwrap();
        assert!(deactivate_device(&world.cx_of(ADA), Behalf::Own, sold.license, id).await.unwrap());
        world.advance(40 * DAY);
        for n in [2, 3] {
            let seat = activate(&world, &sold.code, &device(n, 0)).await.expect(StatusCode::CREATED);
            free(&world, &seat).await;
        }
        assert_eq!(activate(&world, &sold.code, &device(4, 0)).await.code(), "license.transfer_limit");
    }

    /// LIC-10, LIC-13
    async fn one_device_that_comes_and_goes_makes_no_files_without_end(world: World) {
        let world = World::with(world.engine, crate::modules(), |parts| parts.limits = true).await;
        let sold = held(&world, 1).await;
        let mut made = 0;
        for _ in 0..30 {
            match Box::pin(ask(&world, &sold, 1)).await {
                Ok(claims) => {
                    made += 1;
                    returns(&world, &sold, 1, &claims).await;
                }
                Err(code) => assert_eq!(code, "rate.limited"),
            }
        }
        assert_eq!(made, 21, "the first, and as often as a device may come back at once");
    }
}
