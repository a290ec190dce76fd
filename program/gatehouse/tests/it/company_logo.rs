//! A company's logo (COM-9): set by who may, read in the worker, shown to its users and to nobody else.

use crate::routes::{person, signed_in};
use axum::http::{Method, StatusCode};
use gatehouse_companies::actions::add_member::{NewMember, add_member};
use gatehouse_companies::actions::found::{Founded, NewCompany, found};
use gatehouse_companies::actions::lock::lock;
use gatehouse_companies::model::name::MemberName;
use gatehouse_companies::model::rights::{CompanyRight, Rights};
use gatehouse_companies::model::states::JoinedBy;
use gatehouse_companies::tables::company;
use gatehouse_core::Uuid;
use gatehouse_db::sea_orm::{ConnectionTrait as _, EntityTrait as _, Statement};
use gatehouse_testkit::{Answer, Browser, World, both_engines};
use image::codecs::gif::GifEncoder;
use image::{Delay, Frame, ImageFormat, Rgba, RgbaImage};
use std::io::Cursor;
use std::time::Duration;

const OWNER: &str = "owner@example.com";
const SETTER: &str = "setter@example.com";
const USER: &str = "user@example.com";

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbaImage::from_pixel(width, height, Rgba([9, 99, 199, 255])).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn gif(frames: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for shade in 0..frames {
        let picture = RgbaImage::from_pixel(60, 30, Rgba([shade, 0, 200, 255]));
        let delay = Delay::from_saturating_duration(Duration::from_millis(100));
        encoder.encode_frame(Frame::from_parts(picture, 0, 0, delay)).unwrap();
    }
    drop(encoder);
    bytes
}

/// A company with its owner, a user who may change its settings, and one who may nothing.
async fn company(world: &World) -> Founded {
    let (owner, setter, user) = (person(world, OWNER).await, person(world, SETTER).await, person(world, USER).await);
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let new = NewCompany {
        name: "ACME".into(),
        lang: "en".into(),
        country: "JP".into(),
        is_unverified: false,
        account: owner,
        owner: MemberName::new("Olga", "Owner"),
    };
    let founded = found(&cx, &tx, new).await.unwrap();
    let locked = lock(&cx, &tx, founded.company).await.unwrap().unwrap();
    for (account, name, rights) in
        [(setter, "Sam", Rights::of(&[CompanyRight::ChangeSettings])), (user, "Uma", Rights::NONE)]
    {
        let new = NewMember {
            account,
            name: MemberName::new(name, "User"),
            country: None,
            branch: None,
            rights,
            joined_by: JoinedBy::Invitation,
        };
        add_member(&cx, &tx, &locked, &new).await.unwrap();
    }
    drop(locked);
    tx.commit().await.unwrap();
    founded
}

async fn upload(browser: &mut Browser, word: &str, bytes: &[u8]) -> Answer {
    let head =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n";
    let body = [head.as_bytes(), bytes, b"\r\n--x--\r\n"].concat();
    let path = format!("/c/{word}/settings/logo");
    browser.send(Method::POST, &path, Some("multipart/form-data; boundary=x"), body).await
}

async fn row(world: &World, id: Uuid) -> company::Model {
    company::Entity::find_by_id(id).one(world.cx().read()).await.unwrap().unwrap()
}

async fn count(world: &World, text: &str) -> i64 {
    let statement = Statement::from_string(world.app.db.backend(), text.to_owned());
    world.app.db.reader().query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

async fn files(world: &World) -> i64 {
    count(world, "select count(*) from file where purpose = 'companies.logo' and state = 'ready'").await
}

both_engines! {
    /// COM-9
    async fn who_may_change_settings_sets_it_and_users_alone_get_it(world: World) {
        let acme = company(&world).await;
        let (here, home) = (format!("/c/{}/settings/logo", acme.slug), format!("/c/{}", acme.slug));
        let mut setter = signed_in(&world, SETTER).await;
        let page = setter.get(&here).await.expect(StatusCode::OK).body;
        assert!(page.contains("No logo yet") && !page.contains("company-logo"), "{page}");
        upload(&mut setter, &acme.slug, &png(200, 64)).await.expect(StatusCode::SEE_OTHER);
        let logo = row(&world, acme.company).await.logo.unwrap();
        let file = format!("/c/{}/logo/{logo}", acme.slug);

        let mut user = signed_in(&world, USER).await;
        let page = user.get(&home).await.expect(StatusCode::OK).body;
        assert!(page.contains(&format!("src=\"{file}\" alt=\"ACME\"")) && !page.contains("<source"), "{page}");
        assert!(!user.get("/home").await.expect(StatusCode::OK).body.contains("company-logo"), "not on their own side");
        let answer = user.get(&file).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.headers["content-type"], "image/png");
        assert_eq!(answer.headers["cache-control"], "private, max-age=31536000, immutable");
        let tag = answer.headers["etag"].to_str().unwrap().to_owned();
        let bytes = user.open(&file).await.bytes().await;
        assert_eq!(image::load_from_memory(&bytes).unwrap().width(), 200);
        let mut again = user.header("if-none-match", &tag);
        again.get(&file).await.expect(StatusCode::NOT_MODIFIED);

        person(&world, "stranger@example.com").await;
        let mut stranger = signed_in(&world, "stranger@example.com").await;
        for path in [&file, &here, &home] {
            stranger.get(path).await.expect(StatusCode::NOT_FOUND);
            world.browser().get(path).await.expect(StatusCode::SEE_OTHER);
        }
        upload(&mut stranger, &acme.slug, &png(9, 9)).await.expect(StatusCode::NOT_FOUND);
    }

    /// COM-9, COM-3
    async fn who_lacks_the_right_changes_nothing(world: World) {
        let acme = company(&world).await;
        let mut owner = signed_in(&world, OWNER).await;
        upload(&mut owner, &acme.slug, &png(20, 20)).await.expect(StatusCode::SEE_OTHER);
        let before = row(&world, acme.company).await;
        let mut user = signed_in(&world, USER).await;
        user.get(&format!("/c/{}/settings/logo", acme.slug)).await.expect(StatusCode::FORBIDDEN);
        let refused = upload(&mut user, &acme.slug, &png(30, 30)).await.expect(StatusCode::FORBIDDEN).body;
        assert!(refused.contains("Olga Owner"), "who can give the right: {refused}");
        user.post(&format!("/c/{}/settings/logo/remove", acme.slug), &[]).await.expect(StatusCode::FORBIDDEN);
        assert_eq!((row(&world, acme.company).await, files(&world).await), (before, 1));
    }

    /// COM-9
    async fn one_that_moves_has_one_that_stands_still_and_another_takes_the_place_of_both(world: World) {
        let acme = company(&world).await;
        let mut setter = signed_in(&world, SETTER).await;
        upload(&mut setter, &acme.slug, &gif(5)).await.expect(StatusCode::SEE_OTHER);
        let moving = row(&world, acme.company).await;
        let at = |id: Option<Uuid>| format!("/c/{}/logo/{}", acme.slug, id.unwrap());
        let page = setter.get(&format!("/c/{}", acme.slug)).await.expect(StatusCode::OK).body;
        let source = format!("<source media=\"(prefers-reduced-motion: reduce)\" srcset=\"{}\">", at(moving.logo_still));
        assert!(page.contains(&source) && page.contains(&format!("src=\"{}\"", at(moving.logo))), "{page}");
        for (id, kind) in [(moving.logo, "image/gif"), (moving.logo_still, "image/png")] {
            assert_eq!(setter.get(&at(id)).await.headers["content-type"], kind);
        }
        upload(&mut setter, &acme.slug, &png(20, 20)).await.expect(StatusCode::SEE_OTHER);
        let still = row(&world, acme.company).await;
        assert!(still.logo.is_some() && still.logo != moving.logo && still.logo_still.is_none());
        assert_eq!(files(&world).await, 1);
        for id in [moving.logo, moving.logo_still] {
            setter.get(&at(id)).await.expect(StatusCode::NOT_FOUND);
        }
        setter.post(&format!("/c/{}/settings/logo/remove", acme.slug), &[]).await.expect(StatusCode::SEE_OTHER);
        setter.get(&at(still.logo)).await.expect(StatusCode::NOT_FOUND);
        world.run_jobs().await;
        assert_eq!(count(&world, "select count(*) from file where purpose = 'companies.logo'").await, 0);
        let lines = "select count(*) from audit where kind in ('company.logo_set', 'company.logo_removed')";
        assert_eq!(count(&world, lines).await, 3);
    }

    /// COM-9
    async fn what_is_no_logo_is_refused_at_the_field_and_the_one_of_before_stays(world: World) {
        let acme = company(&world).await;
        let mut setter = signed_in(&world, SETTER).await;
        upload(&mut setter, &acme.slug, &png(20, 20)).await.expect(StatusCode::SEE_OTHER);
        let before = row(&world, acme.company).await;
        for (bytes, said) in [
            (png(201, 64), "201 × 64"),
            (gif(31), "31 frames"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "PNG, JPEG or GIF"),
            (Vec::new(), "Choose a file."),
        ] {
            let page = upload(&mut setter, &acme.slug, &bytes).await.expect(StatusCode::UNPROCESSABLE_ENTITY).body;
            assert!(page.contains(said), "{said}: {page}");
        }
        upload(&mut setter, &acme.slug, &vec![0; 300 << 10]).await.expect(StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!((row(&world, acme.company).await, files(&world).await), (before, 1));
    }
}
