from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed files; imports inside ES modules are hashed as well."""

    support_js_module_import_aggregation = True
