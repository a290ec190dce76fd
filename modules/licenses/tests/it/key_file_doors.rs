//! The ways to a key file and to what became of it: the account, the public form, files by hand, products, status lists (LIC-11, LIC-12, LIC-20,
//! LIC-32).

use crate::key_files::{ADA, fetch, held, make, opened, trust};
use crate::people::{proven, signed_in};
use crate::shop::{Shop, Sold, asking, device, stored};
use axum::http::{Method, StatusCode};
use gatehouse_core::{DAY, HOUR, MINUTE, Role};
use gatehouse_db::sea_orm::{EntityTrait, PaginatorTrait};
use gatehouse_formats::by_hand::request_hash;
use gatehouse_formats::{
    DeviceAnswer, DeviceFingerprint, DeviceKey, DeviceRequest, KeyClaims, Receipt, SigningKey, Status, StatusList,
    ThisDevice,
};
use gatehouse_licenses::actions::block::{Block, block};
use gatehouse_licenses::actions::unblock::unblock;
use gatehouse_licenses::tables::{key_file, key_file_ask};
use gatehouse_testkit::{Answer, Browser, World, both_engines};

const FORM: &str = "/key-file";
pub const BY_HAND: &str = "/key-file/request";
const MAIL: &str = "licenses.key_file";

async fn ask(world: &World, code: &str, email: &str) -> Answer {
    world.browser().post_as_human(FORM, &[("code", code), ("email", email)]).await
}

/// Posts a file and a code, as a form with a file does.
pub async fn upload(browser: &mut Browser, path: &str, file: &str, code: &str) -> Answer {
    let body = format!(
        "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"r.txt\"\r\ncontent-type: text/plain\r\n\r\n{file}\r\n\
         --x\r\ncontent-disposition: form-data; name=\"code\"\r\n\r\n{code}\r\n--x--\r\n"
    );
    browser.send(Method::POST, path, Some("multipart/form-data; boundary=x"), body.into_bytes()).await
}

pub fn request(key: &SigningKey, n: u32) -> DeviceRequest {
    DeviceRequest {
        aud: "lantern".into(),
        iat: 1,
        nonce: format!("{n:032x}"),
        jwk: DeviceKey::new(key.public()),
        fingerprint: DeviceFingerprint::parse(&device(n, 0)).unwrap(),
        name: Some("計測器 3".into()),
        platform: Some("linux".into()),
        application: Some("lantern-desktop".into()),
        version: Some("2.0".into()),
        serial: None,
    }
}

/// The list of this year as a product reads it, at most two minutes later.
pub async fn list(world: &World) -> StatusList {
    world.advance(2 * MINUTE);
    world.run_jobs().await;
    read(&world.browser().get(&address(world)).await.expect(StatusCode::OK))
}

fn address(world: &World) -> String {
    let now = world.cx().now().timestamp().to_string();
    format!("/api/v1/status-lists/lantern/{}", &now[..4])
}

fn read(answer: &Answer) -> StatusList {
    let json = answer.json();
    let chain: Vec<String> = serde_json::from_value(json["issuing_keys"].clone()).unwrap();
    StatusList::open(json["status_list"].as_str().unwrap(), &chain, &trust(), "lantern").unwrap()
}

async fn blocked(world: &World, sold: &Sold, reason: &str) {
    let input = Block { license: sold.license, reason: reason.into(), ..Block::default() };
    block(&world.cx_staff(&[Role::Licensing]), &input).await.unwrap();
}

both_engines! {
    /// LIC-11, LIC-12
    async fn the_holder_gets_files_in_the_account_after_a_fresh_proof(world: World) {
        let sold = held(&world, 2).await;
        let here = format!("/licenses/{}/key-files", sold.license);
        let page = signed_in(&world, ADA).get(&format!("/licenses/{}", sold.license)).await.expect(StatusCode::OK).body;
        assert!(page.contains(&format!("href=\"{here}\"")), "{page}");
        let make = format!("{here}/make");
        let unproven = signed_in(&world, ADA).post(&make, &[("copy", "1")]).await.expect(StatusCode::SEE_OTHER);
        assert!(unproven.location().starts_with("/step-up"), "{}", unproven.location());
        let mut ada = proven(&world, ADA);
        let saved = ada.post(&make, &[("copy", "1")]).await.expect(StatusCode::OK);
        assert_eq!(saved.headers["content-type"], "application/zip");
        assert!(saved.headers["content-disposition"].to_str().unwrap().ends_with(".zip\""));
        assert_eq!(saved.headers["cache-control"], "no-store");
        let file = key_file::Entity::find().one(world.cx().read()).await.unwrap().unwrap();
        let page = ada.get(&here).await.expect(StatusCode::OK).body;
        assert!(page.contains(&format!("{}.key", file.serial)) && page.contains("name=\"copy\" value=\"2\""), "{page}");
        ada.post(&format!("{here}/{}/get", file.id), &[]).await.expect(StatusCode::OK);
        assert_eq!(key_file::Entity::find().count(world.cx().read()).await.unwrap(), 1);
        ada.post(&make, &[("copy", "9")]).await.expect(StatusCode::NOT_FOUND);
        for stranger in ["get", "make"] {
            let path = if stranger == "get" { format!("{here}/{}/get", file.id) } else { make.clone() };
            let mut bob = proven(&world, gatehouse_core::Uuid::from_u128(0xB0B));
            bob.post(&path, &[("copy", "1")]).await.expect(StatusCode::NOT_FOUND);
        }
    }

    /// LIC-11, LIC-12
    async fn the_form_mails_a_link_that_opens_the_archive_once_within_a_day(world: World) {
        let sold = held(&world, 2).await;
        ask(&world, &sold.code, "shop@example.com").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(key_file::Entity::find().count(world.cx().read()).await.unwrap(), 0, "a job answers");
        world.run_jobs().await;
        let mail = world.last_mail_to("shop@example.com").await;
        assert_eq!(mail.kind, MAIL);
        let mut visitor = world.browser();
        let carried = visitor.get(&mail.link()).await.expect(StatusCode::SEE_OTHER);
        assert!(!carried.location().contains("token"), "{}", carried.location());
        let page = visitor.follow(carried).await.expect(StatusCode::OK);
        let token = page.input("token").unwrap();
        let saved = visitor.post("/key-file/download", &[("token", &token)]).await.expect(StatusCode::OK);
        assert_eq!(saved.headers["content-type"], "application/zip");
        visitor.post("/key-file/download", &[("token", &token)]).await.expect(StatusCode::GONE);
        visitor.get("/key-file/download").await.expect(StatusCode::GONE);
        assert_eq!(stored(&world, &sold).await.seats_used, 1);
        // The owner finds the same file in the account.
        let made = make(&world, &sold, 1).await;
        assert!(!made.is_new);
        let first = opened(&fetch(&world, &sold, &made).await).1.jti;
        // Asked for again it is the same file; a link of yesterday opens nothing.
        world.advance(HOUR);
        ask(&world, &sold.code, "shop@example.com").await.expect(StatusCode::SEE_OTHER);
        world.run_jobs().await;
        let late = world.last_mail_to("shop@example.com").await.link();
        assert_eq!(key_file::Entity::find().count(world.cx().read()).await.unwrap(), 1);
        world.advance(DAY + MINUTE);
        let mut visitor = world.browser();
        let carried = visitor.get(&late).await;
        visitor.follow(carried).await.expect(StatusCode::GONE);
        assert_eq!(opened(&fetch(&world, &sold, &make(&world, &sold, 1).await).await).1.jti, first);
    }

    /// LIC-11, ACC-6
    async fn the_form_tells_nothing_of_any_code(world: World) {
        let shop = Shop::open(&world).await;
        let (sold, bad) = (shop.sell(&world, 1).await, shop.sell(&world, 1).await);
        blocked(&world, &bad, "compromised").await;
        let mut seen = Vec::new();
        for code in [Shop::unknown_code(&world), sold.code.clone(), bad.code.clone()] {
            let answer = ask(&world, &code, "ada@example.com").await.expect(StatusCode::SEE_OTHER);
            let headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
            seen.push((answer.location(), answer.body, headers));
        }
        assert!(seen.windows(2).all(|two| two[0] == two[1]), "{seen:?}");
        assert_eq!(key_file_ask::Entity::find().count(world.cx().read()).await.unwrap(), 3, "the same is stored");
        world.run_jobs().await;
        assert_eq!(world.mails().await.iter().filter(|mail| mail.kind == MAIL).count(), 1);
        let page = ask(&world, "4AB", "ada@example.com").await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
        assert!(page.contains("aria-invalid=\"true\""), "{page}");
        let robot = [("code", sold.code.as_str()), ("email", "ada@example.com")];
        world.browser().post(FORM, &robot).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// LIC-11, PRI-13
    async fn the_database_has_no_usable_key_file_code_or_link(world: World) {
        let sold = held(&world, 2).await;
        ask(&world, &sold.code, "canary@example.com").await;
        let before = world.dump().await;
        world.run_jobs().await;
        let link = world.last_mail_to("canary@example.com").await.link();
        let token = link.split("token=").nth(1).unwrap().to_owned();
        let (_, claims, text) = opened(&fetch(&world, &sold, &make(&world, &sold, 1).await).await);
        let signed = text.lines().find(|line| !line.starts_with('#')).unwrap();
        let dump = world.dump().await;
        let order = claims.lic.holder_hash.unwrap_or_else(|| "holder_hash".to_owned());
        for secret in [signed, sold.code.as_str(), "canary@example.com", order.as_str(), "gatehouse-key+jwt"] {
            assert!(!dump.contains(secret) && !before.contains(secret), "{secret} lies open");
        }
        let stored = key_file_ask::Entity::find().one(world.cx().read()).await.unwrap().unwrap();
        assert!(stored.asked_sealed.is_none() && stored.token_lookup.is_some(), "only how the link is found is kept");
        assert!(!token.is_empty());
    }

    /// LIC-32
    async fn a_device_that_is_never_online_is_answered_once_however_often_it_asks(world: World) {
        let sold = held(&world, 1).await;
        let key = SigningKey::from_seed(&[20; 32]);
        let file = request(&key, 3).sign(&key).unwrap();
        let missing = upload(&mut world.browser(), BY_HAND, &file, "").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(missing.body.contains("Enter the activation code."), "{}", missing.body);
        let answered = upload(&mut world.browser(), BY_HAND, &file, &sold.code).await.expect(StatusCode::OK);
        let answer = DeviceAnswer::open(&answered.body, &trust()).unwrap();
        assert!(answer.is_to(&format!("{:032x}", 3), &request_hash(&file)));
        let key_file = answer.key_file.unwrap();
        let claims = KeyClaims::open(&key_file, &trust()).unwrap();
        let this = request(&key, 3).fingerprint;
        claims.check("lantern", ThisDevice { key: Some(key.public()), fingerprint: &this }).unwrap();
        let other = SigningKey::from_seed(&[21; 32]);
        assert!(claims.check("lantern", ThisDevice { key: Some(other.public()), fingerprint: &this }).is_err());
        world.advance(DAY);
        let again = upload(&mut world.browser(), BY_HAND, &file, &sold.code).await.expect(StatusCode::OK);
        assert_eq!(DeviceAnswer::open(&again.body, &trust()).unwrap().key_file.as_ref(), Some(&key_file));
        // With the file in use, the device needs no code; the holder of the license needs none either.
        let renewing = DeviceRequest { serial: Some(claims.jti), ..request(&key, 3) }.sign(&key).unwrap();
        let renewed = upload(&mut world.browser(), BY_HAND, &renewing, "").await.expect(StatusCode::OK);
        assert_eq!(DeviceAnswer::open(&renewed.body, &trust()).unwrap().key_file, Some(key_file));
        let stolen = DeviceRequest { serial: Some(claims.jti), ..request(&other, 3) }.sign(&other).unwrap();
        upload(&mut world.browser(), BY_HAND, &stolen, "").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let page = format!("/licenses/{}/key-files/answer", sold.license);
        upload(&mut proven(&world, ADA), &page, &file, "").await.expect(StatusCode::OK);
        assert_eq!(stored(&world, &sold).await.seats_used, 1);
        let full = request(&other, 4).sign(&other).unwrap();
        upload(&mut world.browser(), BY_HAND, &full, &sold.code).await.expect(StatusCode::CONFLICT);
        let changed = file.replacen("Device: ", "Device: x", 1);
        upload(&mut world.browser(), BY_HAND, &changed, &sold.code).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// LIC-13, LIC-32
    async fn a_receipt_frees_the_seat_and_only_that_of_its_own_device(world: World) {
        let sold = held(&world, 1).await;
        let key = SigningKey::from_seed(&[20; 32]);
        let file = request(&key, 3).sign(&key).unwrap();
        let answered = upload(&mut world.browser(), BY_HAND, &file, &sold.code).await.expect(StatusCode::OK);
        let key_file = DeviceAnswer::open(&answered.body, &trust()).unwrap().key_file.unwrap();
        let claims = KeyClaims::open(&key_file, &trust()).unwrap();
        let receipt = |key: &SigningKey| {
            let (aud, sub) = ("lantern".to_owned(), sold.number.clone());
            let jwk = DeviceKey::new(key.public());
            Receipt { aud, sub, jti: claims.jti, iat: 1, nonce: "0".repeat(32), jwk }.sign(key).unwrap()
        };
        let stranger = receipt(&SigningKey::from_seed(&[21; 32]));
        upload(&mut world.browser(), BY_HAND, &stranger, "").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(stored(&world, &sold).await.seats_used, 1);
        for said in ["The seat is free.", "The seat was free already."] {
            let mut visitor = world.browser();
            let done = upload(&mut visitor, BY_HAND, &receipt(&key), "").await.expect(StatusCode::SEE_OTHER);
            assert!(visitor.follow(done).await.body.contains(said), "{said}");
            assert_eq!(stored(&world, &sold).await.seats_used, 0);
        }
        assert_eq!(stored(&world, &sold).await.transfers, 1, "a device that says so may have kept its file");
        assert_eq!(list(&world).await.status_of(&claims), Some(Status::Revoked));
    }

    /// LIC-11
    async fn a_product_gets_the_key_file_of_its_own_device_with_the_code(world: World) {
        let sold = held(&world, 1).await;
        let ask = asking(&sold.code, &device(1, 0));
        let made = world.browser().json(Method::POST, "/api/v1/key-files", &ask).await.expect(StatusCode::CREATED);
        let again = world.browser().json(Method::POST, "/api/v1/key-files", &ask).await.expect(StatusCode::OK);
        assert_eq!(made.json()["key_file"], again.json()["key_file"]);
        let claims = KeyClaims::open(made.json()["key_file"].as_str().unwrap(), &trust()).unwrap();
        let is_for = |n| {
            let fingerprint = DeviceFingerprint::parse(&device(n, 0)).unwrap();
            claims.check("lantern", ThisDevice { key: None, fingerprint: &fingerprint }).is_ok()
        };
        assert!(is_for(1) && !is_for(2));
        let other = asking(&sold.code, &device(2, 0));
        world.browser().json(Method::POST, "/api/v1/key-files", &other).await.expect(StatusCode::CONFLICT);
        let unknown = asking(&Shop::unknown_code(&world), &device(1, 0));
        world.browser().json(Method::POST, "/api/v1/key-files", &unknown).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// LIC-20
    async fn what_became_of_a_license_is_in_the_status_list_within_two_minutes(world: World) {
        let sold = held(&world, 1).await;
        world.browser().get(&address(&world)).await.expect(StatusCode::NOT_FOUND);
        let made = make(&world, &sold, 1).await;
        let (_, claims, _) = opened(&fetch(&world, &sold, &made).await);
        let first = list(&world).await;
        let now = world.cx().now();
        assert_eq!((first.seq, first.iat, first.exp), (1, now.seconds(), now.plus(2 * DAY).seconds()));
        assert_eq!(first.status_of(&claims), Some(Status::Valid));
        assert!(claims.status.as_ref().unwrap().status_list.uri.ends_with(&address(&world)));
        let tag = world.browser().get(&address(&world)).await.headers["etag"].to_str().unwrap().to_owned();
        world.browser().header("if-none-match", &tag).get(&address(&world)).await.expect(StatusCode::NOT_MODIFIED);
        let mut last = first.seq;
        for (reason, status) in [
            ("compromised", Status::Revoked),
            ("payment_dispute", Status::Grace),
            ("over_use", Status::Suspended),
        ] {
            blocked(&world, &sold, reason).await;
            let told = list(&world).await;
            assert_eq!(told.status_of(&claims), Some(status), "{reason}");
            assert_eq!(told.statuses.places(), first.statuses.places(), "its length tells nothing");
            unblock(&world.cx_staff(&[Role::Licensing]), sold.license, None).await.unwrap();
            let back = list(&world).await;
            assert_eq!((back.status_of(&claims), back.seq > told.seq, told.seq > last), (Some(Status::Valid), true, true));
            last = back.seq;
        }
        assert!(world.browser().get("/api/v1/status-lists/lantern/1999").await.status == StatusCode::NOT_FOUND);
        world.advance(DAY);
        assert!(list(&world).await.seq > last, "a list is made anew every day");
    }
}
