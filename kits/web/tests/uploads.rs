//! Files that people send and get, at their doors: tus 1.0, upload links with and without script, downloads on their own origin.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails loudly")]

use axum::http::{Method, StatusCode};
use gatehouse_context::{Cx, Services, subject};
use gatehouse_core::personal::Inventory;
use gatehouse_core::{Actor, Fault, Role, Secret, StaffActor, Uuid, async_trait};
use gatehouse_db::Migration;
use gatehouse_files::fetch::{self, Viewer};
use gatehouse_files::links::{self, LIFE, NewLink};
use gatehouse_files::{Clean, Files, Kept, Purpose, StoredFile, Who, uploads};
use gatehouse_testkit::{Answer, Browser, TestEngine, World, both_engines};
use gatehouse_web::session::{ApiKeys, SharedApiKeys, SharedCustomerSessions, SharedStaffSessions};
use gatehouse_web::uploads::FileRights;
use gatehouse_web::{CustomerSession, CustomerSessions, Module, StaffSession, StaffSessions};
use sha1::{Digest as _, Sha1};
use std::sync::Arc;

const SENT: Purpose =
    Purpose { word: "test.sent", most_bytes: 4 << 30, media: &[], kept: Kept::UntilRemoved, who: Who::Module };

/// A module that has files sent to it, and gives them to whoever is named by the file's owner.
struct Receiver;

/// Sessions with an id that is not nil live.
struct Sessions;

#[async_trait]
impl CustomerSessions for Sessions {
    async fn find(&self, _: &Cx, _: &str) -> Result<Option<CustomerSession>, Fault> {
        Ok(None)
    }
    async fn is_live(&self, _: &Cx, session: &CustomerSession) -> Result<bool, Fault> {
        Ok(!session.id.is_nil())
    }
}

#[async_trait]
impl StaffSessions for Sessions {
    async fn find(&self, _: &Cx, _: &str) -> Result<Option<StaffSession>, Fault> {
        Ok(None)
    }
    async fn is_live(&self, _: &Cx, session: &StaffSession) -> Result<bool, Fault> {
        Ok(!session.id.is_nil() && session.roles == [Role::Support])
    }
}

#[async_trait]
impl ApiKeys for Sessions {
    async fn find(&self, _: &Cx, _: &str) -> Result<Option<(Uuid, Vec<String>)>, Fault> {
        Ok(None)
    }
}

#[async_trait]
impl FileRights for Receiver {
    fn purpose(&self) -> &'static str {
        SENT.word
    }
    async fn may(&self, cx: &Cx, file: &StoredFile, viewer: &Viewer) -> Result<bool, Fault> {
        Ok(viewer.roles.is_some() || cx.actor.account() == Some(file.owner))
    }
}

#[async_trait]
impl Module for Receiver {
    fn name(&self) -> &'static str {
        "test"
    }
    fn migrations(&self) -> Vec<Migration> {
        Vec::new()
    }
    fn inventory(&self) -> Inventory {
        Inventory { module: "test", tables: Vec::new(), rules: Vec::new() }
    }
    fn services(&self, services: &mut Services) {
        services.put::<SharedCustomerSessions>(Arc::new(Sessions));
        services.put::<SharedStaffSessions>(Arc::new(Sessions));
        services.put::<SharedApiKeys>(Arc::new(Sessions));
    }
    fn file_purposes(&self) -> &'static [Purpose] {
        &[SENT]
    }
    fn file_rights(&self) -> Vec<Arc<dyn FileRights>> {
        vec![Arc::new(Self)]
    }
}

async fn world(engine: TestEngine) -> World {
    World::new(engine, vec![Box::new(Receiver)]).await
}

/// A link's token and id, and whose files it takes.
async fn link(cx: &Cx, pin: Option<&str>) -> (String, Uuid, Uuid) {
    let (owner, target) = (cx.id(), cx.id());
    let tx = cx.begin().await.unwrap();
    subject::create(cx, &tx, owner).await.unwrap();
    let pin = pin.map(|pin| Secret::new(pin.to_owned()));
    let new =
        NewLink { purpose: SENT, owner, payer: owner, target, most_bytes: 8 << 30, most_files: 3, life: LIFE, pin };
    let (id, token) = links::make(cx, &tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    (token.expose().clone(), id, owner)
}

async fn tus(world: &World, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let start = world.browser().header("tus-resumable", "1.0.0");
    let mut browser = headers.iter().fold(start, |browser, (name, value)| browser.header(name, value));
    browser.send(Method::from_bytes(method.as_bytes()).unwrap(), path, None, body.to_vec()).await
}

const BYTES: (&str, &str) = ("content-type", "application/offset+octet-stream");

fn said(answer: &Answer, name: &str) -> String {
    answer.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

async fn uploaded(world: &World, token: &str, content: &[u8]) -> Uuid {
    let length = content.len().to_string();
    let name = ("upload-metadata", "filename ZHVtcC5iaW4=");
    let begun = [("upload-length", length.as_str()), name, BYTES];
    let made = tus(world, "POST", &format!("/uploads/by/{token}"), &begun, content).await.expect(StatusCode::CREATED);
    assert_eq!(said(&made, "upload-offset"), length);
    gatehouse_files::upload_of(&world.cx(), made.location().strip_prefix("/uploads/").unwrap()).unwrap()
}

async fn attached(cx: &Cx, id: Uuid) -> StoredFile {
    let tx = cx.begin().await.unwrap();
    uploads::attach_file(cx, &tx, &SENT, id).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    cx.service::<Files>().unwrap().look(cx, &SENT, id).await.unwrap().unwrap()
}

both_engines! {
    /// SUP-5
    async fn the_protocol_is_spoken_as_it_is_written(world: World) {
        let (token, ..) = link(&world.cx(), None).await;
        let by = format!("/uploads/by/{token}");
        let can = world.browser().send(Method::OPTIONS, &by, None, Vec::new()).await.expect(StatusCode::NO_CONTENT);
        assert_eq!(said(&can, "tus-version"), "1.0.0");
        assert_eq!(said(&can, "tus-max-size"), "4294967296");
        assert_eq!(said(&can, "tus-checksum-algorithm"), "sha1,sha256");
        for extension in ["creation", "creation-with-upload", "checksum", "termination", "expiration"] {
            assert!(said(&can, "tus-extension").split(',').any(|one| one == extension), "{extension}");
        }
        let made = tus(&world, "POST", &by, &[("upload-length", "11")], b"").await.expect(StatusCode::CREATED);
        let at = made.location();
        assert!(said(&made, "upload-expires").ends_with(" GMT"));
        let head = tus(&world, "HEAD", &at, &[], b"").await.expect(StatusCode::OK);
        assert_eq!((said(&head, "upload-offset"), said(&head, "upload-length")), ("0".to_owned(), "11".to_owned()));
        assert_eq!((said(&head, "cache-control"), said(&head, "tus-resumable")), ("no-store".to_owned(), "1.0.0".to_owned()));
        // What is wrong is said in the protocol's words.
        let old = world.browser().send(Method::HEAD, &at, None, Vec::new()).await.expect(StatusCode::PRECONDITION_FAILED);
        assert_eq!(said(&old, "tus-version"), "1.0.0");
        tus(&world, "PATCH", &at, &[("upload-offset", "0")], b"hello").await.expect(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        tus(&world, "PATCH", &at, &[BYTES], b"hello").await.expect(StatusCode::BAD_REQUEST);
        let off = tus(&world, "PATCH", &at, &[BYTES, ("upload-offset", "1")], b"hello").await;
        assert_eq!(off.expect(StatusCode::CONFLICT).code(), "upload.offset");
        let sum = ("upload-checksum", "sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        let wrong = tus(&world, "PATCH", &at, &[BYTES, ("upload-offset", "0"), sum], b"hello").await;
        assert_eq!((wrong.status.as_u16(), wrong.code().as_str()), (460, "upload.checksum"));
        let right = format!("sha1 {}", base64(&Sha1::digest(b"hello")));
        let sum = ("upload-checksum", right.as_str());
        let sent = tus(&world, "PATCH", &at, &[BYTES, ("upload-offset", "0"), sum], b"hello").await;
        assert_eq!(said(&sent.expect(StatusCode::NO_CONTENT), "upload-offset"), "5");
        let long = tus(&world, "PATCH", &at, &[BYTES, ("upload-offset", "5")], b" world and more").await;
        assert_eq!(long.expect(StatusCode::PAYLOAD_TOO_LARGE).code(), "upload.beyond");
        let overridden = [BYTES, ("upload-offset", "5"), ("x-http-method-override", "PATCH")];
        let last = tus(&world, "POST", &at, &overridden, b" world").await.expect(StatusCode::NO_CONTENT);
        assert_eq!(said(&last, "upload-sha256"), "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
        assert_eq!(said(&last, "upload-scan"), "quarantined");
        tus(&world, "DELETE", &at, &[], b"").await.expect(StatusCode::NO_CONTENT);
        for method in ["HEAD", "DELETE"] {
            tus(&world, method, &at, &[], b"").await.expect(StatusCode::NOT_FOUND);
        }
        for forged in [format!("{at}A"), at.replacen("uploads/", "uploads/A", 1), "/uploads/x".to_owned()] {
            tus(&world, "HEAD", &forged, &[], b"").await.expect(StatusCode::NOT_FOUND);
        }
    }

    /// SUP-5, PRI-13
    async fn another_site_begins_and_ends_nothing(world: World) {
        let (token, ..) = link(&world.cx(), None).await;
        let made = tus(&world, "POST", &format!("/uploads/by/{token}"), &[("upload-length", "3")], b"").await;
        let at = made.expect(StatusCode::CREATED).location();
        let cross = [("sec-fetch-site", "cross-site")];
        tus(&world, "DELETE", &at, &cross, b"").await.expect(StatusCode::FORBIDDEN);
        tus(&world, "HEAD", &at, &[], b"").await.expect(StatusCode::OK);
    }

    /// SUP-5
    async fn a_link_is_used_without_script_and_without_a_browser(world: World) {
        let cx = world.cx();
        let (token, id, _) = link(&cx, Some("4711")).await;
        let mut browser = world.browser();
        let page = browser.get(&format!("/send/{token}")).await.expect(StatusCode::OK);
        assert!(page.body.contains("name=\"pin\"") && !page.body.contains("type=\"file\""));
        let wrong = browser.post(&format!("/send/{token}"), &[("pin", "0815")]).await.expect(StatusCode::FORBIDDEN);
        assert!(wrong.body.contains("Wrong PIN"));
        let right = browser.post(&format!("/send/{token}"), &[("pin", "4711")]).await.expect(StatusCode::SEE_OTHER);
        let proven = right.location();
        let page = browser.get(&proven).await.expect(StatusCode::OK);
        assert!(page.body.contains("type=\"file\"") && page.body.contains("data-uploads=\"/uploads/by/"));
        let mut body = Vec::new();
        for (name, content) in [("..\\a/trace.log", b"one".as_slice()), ("second.bin", b"two!")] {
            body.extend_from_slice(format!("--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--b--\r\n");
        let sent = browser.send(Method::POST, &proven, Some("multipart/form-data; boundary=b"), body).await;
        sent.expect(StatusCode::SEE_OTHER);
        let came = uploads::of_message(&cx, id).await.unwrap();
        let came: Vec<(&str, u64, bool)> = came.iter().map(|one| (one.name.as_str(), one.length, one.is_whole)).collect();
        assert_eq!(came, [("trace.log", 3, true), ("second.bin", 4, true)]);
        let put = |path: String, pin: &'static str| { let mut program = world.browser().header("upload-pin", pin); async move { program.send(Method::PUT, &path, None, b"third".to_vec()).await } };
        put(format!("/uploads/by/{token}/dump.bin"), "0000").await.expect(StatusCode::FORBIDDEN);
        let third = put(format!("/uploads/by/{token}/dump.bin"), "4711").await.expect(StatusCode::CREATED);
        assert!(third.body.starts_with("4b5c") || third.body.len() > 64, "{}", third.body);
        let full = put(format!("/uploads/by/{token}/dump.bin"), "4711").await;
        assert_eq!(full.expect(StatusCode::UNPROCESSABLE_ENTITY).code(), "upload.too_many_files");
    }

    /// SUP-5: a form with files may be long, and what is typed in it stands in memory
    async fn what_is_typed_beside_files_is_bounded(world: World) {
        let (token, id, _) = link(&world.cx(), None).await;
        let mut browser = world.browser();
        browser.get(&format!("/send/{token}")).await.expect(StatusCode::OK);
        let field = |name: &str, bytes: usize| {
            format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{}\r\n", "x".repeat(bytes))
        };
        let file = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n\r\none\r\n--b--\r\n";
        let one = format!("{}{file}", field("text", 3 << 20));
        let several = format!("{}{file}", (0..5).map(|n| field(&n.to_string(), 500_000)).collect::<String>());
        for body in [one, several] {
            let kind = Some("multipart/form-data; boundary=b");
            let sent = browser.send(Method::POST, &format!("/send/{token}"), kind, body.into_bytes()).await;
            sent.expect(StatusCode::PAYLOAD_TOO_LARGE);
        }
        assert!(uploads::of_message(&world.cx(), id).await.unwrap().is_empty());
        let right = format!("{}{file}", field("text", 1 << 20));
        let kind = Some("multipart/form-data; boundary=b");
        let sent = browser.send(Method::POST, &format!("/send/{token}"), kind, right.into_bytes()).await;
        sent.expect(StatusCode::SEE_OTHER);
        assert_eq!(uploads::of_message(&world.cx(), id).await.unwrap().len(), 1);
    }

    /// SUP-5, ALL-8
    async fn a_file_is_given_out_on_its_own_origin_to_whom_it_is_for(world: World) {
        let cx = world.cx();
        let (token, _, owner) = link(&cx, None).await;
        let id = uploaded(&world, &token, b"<script>alert(1)</script>").await;
        let file = attached(&cx, id).await;
        let staff = cx.acting_as(Actor::Staff(StaffActor { id: cx.id(), roles: vec![Role::Support] }));
        let tx = staff.begin().await.unwrap();
        let opened = Clean::by_exception(&staff, &tx, file, true).await.unwrap();
        tx.commit().await.unwrap();
        let at = |session: Uuid, roles: Option<Vec<Role>>, person: Uuid| {
            let address = fetch::address(&cx, &SENT, &opened, &Viewer { person, session, roles }).unwrap();
            address.strip_prefix("http://localhost:8080").unwrap().to_owned()
        };
        let there = |world: &World| world.browser().header("host", "localhost:8080");
        let support = || Some(vec![Role::Support]);
        let given = there(&world).header("range", "bytes=1-6").get(&at(cx.id(), support(), cx.id())).await;
        let given = given.expect(StatusCode::PARTIAL_CONTENT);
        assert_eq!(given.body, "script");
        for (name, value) in [
            ("content-type", "application/octet-stream"),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "sandbox; default-src 'none'"),
            ("content-disposition", "attachment; filename=\"dump.bin\"; filename*=UTF-8''dump.bin"),
            ("cross-origin-resource-policy", "same-site"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(said(&given, name), value, "{name}");
        }
        assert!(!given.headers.contains_key("set-cookie"));
        there(&world).get(&at(cx.id(), None, owner)).await.expect(StatusCode::OK);
        // Who has signed out, lost the role, or is somebody else; and never under the portal's own name.
        for (session, roles, person) in [
            (Uuid::nil(), support(), cx.id()),
            (cx.id(), Some(vec![Role::Lab]), cx.id()),
            (cx.id(), None, cx.id()),
        ] {
            there(&world).get(&at(session, roles, person)).await.expect(StatusCode::NOT_FOUND);
        }
        let mut portal: Browser = world.browser();
        portal.get(&at(cx.id(), support(), cx.id())).await.expect(StatusCode::MISDIRECTED_REQUEST);
        there(&world).get("/send/x").await.expect(StatusCode::MISDIRECTED_REQUEST);
        let over = at(cx.id(), support(), cx.id());
        world.advance(11 * gatehouse_core::MINUTE);
        there(&world).get(&over).await.expect(StatusCode::NOT_FOUND);
    }
}

fn base64(bytes: &[u8]) -> String {
    use ::base64::Engine as _;
    ::base64::engine::general_purpose::STANDARD.encode(bytes)
}
