//! The TypeScript that the front-ends compile against is the one that these types give.

use frontdesk_web::wire::typescript;
use std::path::Path;

#[test]
fn typescript_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/packages/protocol/src/wire.ts");
    let module = typescript::module();
    if std::env::var_os("UPDATE_WIRE").is_some() {
        std::fs::write(&path, &module).expect("the file can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        committed,
        module,
        "run `UPDATE_WIRE=1 cargo test -p frontdesk-web --test wire` and commit {}",
        path.display()
    );
}
