# -*- coding: utf-8 -*-
from azure.functions import AuthLevel, DataType, FunctionApp

functions = FunctionApp(auth_level=AuthLevel.ADMIN)


@functions.route(route='größe', trigger_arg_data_type=DataType.STRING, output_arg_data_type='BINARY')
def measure(req): ...


@functions.on_queue_change('msg', 'eingänge', 'Storage')
@functions.write_queue(arg_name='out', queue_name='ausgänge', connection='Storage', data_type=DataType.BINARY)
def queues(msg, out): ...


@functions.on_blob_change(arg_name='blob', path='in/{name}', connection='Storage')
@functions.read_blob(arg_name='old', path='old/{name}', connection='Storage')
@functions.write_blob(arg_name='new', path='new/{name}', connection='Storage')
def blobs(blob, old, new): ...


@functions.on_service_bus_queue_change(arg_name='msg', connection='Bus', queue_name='q', is_sessions_enabled=True)
@functions.write_service_bus_queue(arg_name='out', connection='Bus', queue_name='r')
def bus_queues(msg, out): ...


@functions.on_service_bus_topic_change(arg_name='msg', connection='Bus', topic_name='t', subscription_name='s')
@functions.write_service_bus_topic(arg_name='out', connection='Bus', topic_name='u')
def bus_topics(msg, out): ...


@functions.on_event_hub_message(arg_name='event', connection='Hub', event_hub_name='h', cardinality='MANY')
@functions.write_event_hub_message(arg_name='out', connection='Hub', event_hub_name='i')
def hubs(event, out): ...


@functions.on_cosmos_db_update('docs', 'db', 'changed', 'Cosmos', lease_collection_name='leases')
@functions.write_cosmos_db_documents('out', 'db', 'written', 'Cosmos', create_if_not_exists=True)
@functions.read_cosmos_db_documents('read', 'db', 'read', 'Cosmos', id='{id}')
def cosmos(docs, out, read): ...


@functions.schedule(arg_name='timer', schedule='0 0 * * * *')
def hourly(timer): ...
