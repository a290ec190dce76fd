//! Key files (LIC-11, LIC-12): made, made again to the byte, and made anew where what was sold changed.

use crate::shop::{Shop, Sold, activate, device, log, stored, tamper};
use axum::http::StatusCode;
use gatehouse_core::{DAY, MINUTE, Refusal as _, Role, Stop, Uuid};
use gatehouse_db::sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use gatehouse_formats::{
    Bundle, KeyClaims, KeyFileError, KeyRevocations, RootKey, SigningKey, Trust, TrustError, bundle,
};
use gatehouse_licenses::actions::deactivate_as_staff::{DeactivateAsStaff, deactivate_as_staff};
use gatehouse_licenses::actions::deactivate_device::deactivate_device;
use gatehouse_licenses::actions::key_files::fetch::{fetch_key_file, make_key_file};
use gatehouse_licenses::actions::key_files::revoke::revoke_issuing_key;
use gatehouse_licenses::actions::key_files::{IssuedKeyFile, KeyFiles};
use gatehouse_licenses::actions::top_up::{TopUp, top_up};
use gatehouse_licenses::model::behalf::Behalf;
use gatehouse_licenses::tables::{activation, key_file};
use gatehouse_testkit::{World, both_engines};

pub const ADA: Uuid = Uuid::from_u128(0xADA);

pub fn roots() -> Vec<RootKey> {
    vec![RootKey::new(SigningKey::from_seed(&crate::ROOT).public().clone())]
}

pub fn trust() -> Trust {
    Trust::new(&roots())
}

/// A license in Ada's account.
pub async fn held(world: &World, seats: i64) -> Sold {
    let shop = Shop::open(world).await;
    let sold = shop.sell(world, seats).await;
    shop.give(world, &sold, ADA).await;
    sold
}

pub async fn make(world: &World, sold: &Sold, copy: i64) -> IssuedKeyFile {
    make_key_file(&world.cx_of(ADA), sold.license, copy).await.unwrap()
}

pub async fn fetch(world: &World, sold: &Sold, file: &IssuedKeyFile) -> Vec<u8> {
    fetch_key_file(&world.cx_of(ADA), sold.license, file.row.id).await.unwrap().bytes
}

/// What a product reads in an archive with one file.
pub fn opened(bytes: &[u8]) -> (Bundle, KeyClaims, String) {
    let bundle = bundle::read(bytes, &trust()).unwrap();
    let (claims, text) = bundle.key_files[0].clone();
    (bundle, claims, text)
}

async fn row(world: &World, file: &IssuedKeyFile) -> key_file::Model {
    key_file::Entity::find_by_id(file.row.id).one(world.cx().read()).await.unwrap().unwrap()
}

pub async fn load(world: &World) {
    world.app.services.get::<KeyFiles>().unwrap().load(&world.cx()).await.unwrap();
}

/// Lets others have so many turns.
async fn turns(count: u32) {
    for _ in 0..count {
        tokio::task::yield_now().await;
    }
}

both_engines! {
    /// LIC-18, LIC-20
    async fn files_of_an_old_code_have_their_grace_when_it_stops(world: World) {
        let sold = held(&world, 3).await;
        let old = make(&world, &sold, 1).await;
        world.advance(MINUTE);
        let more = TopUp { license: sold.license, seats: "1".into(), transition_days: "7".into(), ..TopUp::default() };
        top_up(&world.cx(), &more).await.unwrap();
        world.advance(MINUTE);
        let new = make(&world, &sold, 2).await;
        world.run_jobs().await;
        assert_eq!(row(&world, &old).await.status, 0, "the code goes on");
        world.advance(7 * DAY);
        world.run_jobs().await;
        assert_eq!((row(&world, &old).await.status, row(&world, &new).await.status), (3, 0));
    }

    /// LIC-11
    async fn a_key_file_says_what_was_sold_and_is_bound_to_the_list_beside_it(world: World) {
        let sold = held(&world, 2).await;
        let made = make(&world, &sold, 1).await;
        assert!(made.is_new);
        let (bundle, claims, text) = opened(&fetch(&world, &sold, &made).await);
        let license = stored(&world, &sold).await;
        let begun = license.first_activated_at.unwrap();
        assert_eq!((claims.aud.as_str(), &claims.sub, claims.jti.to_string()), ("lantern", &sold.number, made.row.serial));
        assert_eq!((claims.lic.from, claims.lic.until), (begun.seconds(), license.ends_at.map(|end| end.seconds())));
        assert_eq!((claims.lic.edition.as_str(), claims.lic.seats, claims.lic.order_ref.as_deref()), ("home", 1, Some("ORD-1")));
        assert_eq!(claims.lic.entitlements, ["scan", "vault"]);
        assert_eq!((claims.cnf.is_none(), claims.prev, claims.reserve), (true, None, false));
        assert!(bundle.list.contains("- Lantern Desktop, Windows, https://vendor.example/lantern.exe"), "{}", bundle.list);
        assert!(bundle.readme.contains(&claims.jti.file_name()) && text.starts_with("# Key file "), "{}", bundle.readme);
        assert_eq!((license.seats_used, log(&world, sold.license, "license.key_file_issued").await), (1, 1));
    }

    /// LIC-12
    async fn a_lost_key_file_is_made_again_to_the_byte_however_late(world: World) {
        let sold = held(&world, 2).await;
        let made = make(&world, &sold, 1).await;
        let first = fetch(&world, &sold, &made).await;
        for days in [1, 40, 200] {
            world.advance(days * DAY);
            load(&world).await;
            let again = make(&world, &sold, 1).await;
            assert!(!again.is_new && again.row.id == made.row.id);
            assert_eq!(fetch(&world, &sold, &again).await, first);
        }
        assert_eq!(stored(&world, &sold).await.seats_used, 1);
    }

    /// LIC-11
    async fn a_changed_byte_anywhere_is_refused(world: World) {
        let sold = held(&world, 1).await;
        let made = make(&world, &sold, 1).await;
        let bytes = fetch(&world, &sold, &made).await;
        let (_, claims, text) = opened(&bytes);
        assert_eq!(KeyClaims::open(&text, &trust()).unwrap(), claims);
        for place in (0..text.len()).step_by(7) {
            let mut changed = text.clone().into_bytes();
            changed[place] ^= 1;
            let changed = String::from_utf8(changed).unwrap();
            assert!(KeyClaims::open(&changed, &trust()).is_err(), "byte {place}");
        }
        for place in (0..bytes.len()).step_by(31) {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            let read = bundle::read(&changed, &trust());
            // Only the text to read first is bound to nothing, and its checksum stands beside it.
            assert!(read.is_err(), "byte {place}");
        }
        let stranger = Trust::new(&[RootKey::new(SigningKey::from_seed(&[9; 32]).public().clone())]);
        assert!(matches!(KeyClaims::open(&text, &stranger), Err(KeyFileError::Untrusted(_))));
    }

    /// LIC-11, LIC-13
    async fn two_at_once_are_one_file_and_one_seat(world: World) {
        let sold = held(&world, 3).await;
        let (cx, license) = (world.cx_of(ADA), sold.license);
        let one = || make_key_file(&cx, license, 1);
        let (first, second, third) = tokio::join!(one(), one(), one());
        let serials = [first, second, third].map(|made| made.unwrap().row.serial);
        assert!(serials.windows(2).all(|pair| pair[0] == pair[1]), "{serials:?}");
        assert_eq!(stored(&world, &sold).await.seats_used, 1);
        assert_eq!(key_file::Entity::find().count(world.cx().read()).await.unwrap(), 1);
    }

    /// LIC-11, ALL-6
    async fn whenever_it_is_cut_off_there_is_a_whole_file_with_its_seat_or_nothing(world: World) {
        let sold = held(&world, 1).await;
        let cx = world.cx_of(ADA);
        for count in [0, 1, 3, 10, 30, 100, 300, 1_000] {
            tokio::select! {
                biased;
                made = make_key_file(&cx, sold.license, 1) => { made.unwrap(); }
                () = turns(count) => {}
            }
            let files = key_file::Entity::find().all(world.cx().read()).await.unwrap();
            let seats = activation::Entity::find().filter(activation::Column::DeactivatedAt.is_null());
            let seats = seats.all(world.cx().read()).await.unwrap();
            let used = usize::try_from(stored(&world, &sold).await.seats_used).unwrap();
            assert!(files.len() == used && seats.len() == used, "{count} turns: {} files, {used} seats", files.len());
            assert!(files.iter().all(|file| file.activation_id == seats[0].id));
        }
        let made = make(&world, &sold, 1).await;
        opened(&fetch(&world, &sold, &made).await);
    }

    /// LIC-13
    async fn each_file_takes_a_seat_that_only_its_end_a_receipt_or_a_clerk_frees(world: World) {
        let sold = held(&world, 2).await;
        let (first, second) = (make(&world, &sold, 1).await, make(&world, &sold, 2).await);
        assert_ne!(first.row.serial, second.row.serial);
        let full = make_key_file(&world.cx_of(ADA), sold.license, 3).await.unwrap_err();
        assert!(matches!(&full, Stop::Refused(why) if why.code() == "license.no_seat_free"), "{full:?}");
        activate(&world, &sold.code, &device(1, 0)).await.expect(StatusCode::CONFLICT);
        let kept = deactivate_device(&world.cx_of(ADA), Behalf::Own, sold.license, first.row.activation_id).await.unwrap_err();
        assert!(matches!(&kept, Stop::Refused(why) if why.code() == "activation.key_file_runs"), "{kept:?}");
        let input = DeactivateAsStaff { license: sold.license, activation: first.row.activation_id, is_confirmed: true };
        assert!(deactivate_as_staff(&world.cx_staff(&[Role::Licensing]), input).await.unwrap());
        let freed = row(&world, &first).await;
        assert_eq!((freed.status, freed.returned_at.is_some()), (1, true), "its file is revoked");
        let next = make(&world, &sold, 1).await;
        let (_, claims, _) = opened(&fetch(&world, &sold, &next).await);
        assert_eq!(claims.prev.map(|prev| prev.to_string()), Some(first.row.serial), "a product takes the old one no more");
        assert_eq!(stored(&world, &sold).await.seats_used, 2);
    }

    /// LIC-12
    async fn what_was_sold_changed_so_a_new_file_takes_the_place_of_the_old_one(world: World) {
        let sold = held(&world, 1).await;
        let made = make(&world, &sold, 1).await;
        let ends = stored(&world, &sold).await.ends_at.unwrap();
        tamper(&world, &sold, |license| license.ends_at = Set(Some(ends.plus(365 * DAY)))).await;
        let renewed = make(&world, &sold, 1).await;
        let (_, claims, _) = opened(&fetch(&world, &sold, &renewed).await);
        assert_eq!(claims.lic.until, Some(ends.plus(365 * DAY).seconds()));
        assert_eq!(claims.prev.map(|prev| prev.to_string()), Some(made.row.serial.clone()));
        let old = row(&world, &made).await;
        assert_eq!((old.status, old.replaced_at.is_some()), (3, true), "its device has the grace to take the new one");
        assert_eq!(renewed.row.activation_id, made.row.activation_id);
        assert_eq!(stored(&world, &sold).await.seats_used, 1);
        let gone = fetch_key_file(&world.cx_of(ADA), sold.license, made.row.id).await.unwrap_err();
        assert!(matches!(&gone, Stop::Refused(why) if why.code() == "license.not_found"));
    }

    /// LIC-11
    async fn files_of_yesterdays_issuing_key_verify_and_those_of_one_taken_back_do_not(world: World) {
        let shop = Shop::open(&world).await;
        let (sold, later) = (shop.sell(&world, 1).await, shop.sell(&world, 1).await);
        for sold in [&sold, &later] {
            shop.give(&world, sold, ADA).await;
        }
        let made = make(&world, &sold, 1).await;
        let first = fetch(&world, &sold, &made).await;
        let vendor = world.app.services.get::<KeyFiles>().unwrap();
        world.advance(MINUTE);
        vendor.keys().rotate(&world.cx()).await.unwrap();
        world.advance(3 * MINUTE);
        load(&world).await;
        let next = make(&world, &later, 1).await;
        assert_ne!(next.row.kid, made.row.kid);
        assert_eq!(fetch(&world, &sold, &make(&world, &sold, 1).await).await, first, "as it was signed");
        let list = revoke_issuing_key(&world.cx(), &made.row.kid).await.unwrap();
        let (_, _, text) = opened(&first);
        let informed = trust().without(&KeyRevocations::open(&list, &roots()).unwrap());
        let refused = KeyClaims::open(&text, &informed).unwrap_err();
        assert!(matches!(refused, KeyFileError::Untrusted(TrustError::RevokedKey { .. })), "{refused:?}");
        let anew = make(&world, &sold, 1).await;
        assert!(anew.is_new && anew.row.kid == next.row.kid);
        let (_, claims, text) = opened(&fetch(&world, &sold, &anew).await);
        assert_eq!(KeyClaims::open(&text, &informed).unwrap(), claims);
        let twice = revoke_issuing_key(&world.cx(), &made.row.kid).await.unwrap_err();
        assert!(matches!(&twice, Stop::Refused(why) if why.code() == "signing_key.revoked"));
        let unknown = revoke_issuing_key(&world.cx(), "0123456789abcdef").await.unwrap_err();
        assert!(matches!(&unknown, Stop::Refused(why) if why.code() == "signing_key.unknown"));
        // The key in use is taken back: the next one signs at once.
        revoke_issuing_key(&world.cx(), &next.row.kid).await.unwrap();
        assert!(make(&world, &later, 1).await.is_new);
    }

    /// LIC-11, LIC-20
    async fn a_blocked_or_foreign_license_has_no_key_file(world: World) {
        let sold = held(&world, 1).await;
        let stranger = make_key_file(&world.cx_of(Uuid::from_u128(0xB0B)), sold.license, 1).await.unwrap_err();
        assert!(matches!(&stranger, Stop::Refused(why) if why.code() == "license.not_found"));
        tamper(&world, &sold, |license| license.blocked_at = Set(Some(gatehouse_core::Moment(1)))).await;
        let blocked = make_key_file(&world.cx_of(ADA), sold.license, 1).await.unwrap_err();
        assert!(matches!(&blocked, Stop::Refused(why) if why.code() == "license.blocked"), "{blocked:?}");
        assert_eq!(key_file::Entity::find().count(world.cx().read()).await.unwrap(), 0);
        assert_eq!(stored(&world, &sold).await.seats_used, 0);
    }
}
