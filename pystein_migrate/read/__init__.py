"""From the disk to an :class:`~pystein_migrate.model.app.App`."""
